package dev.trellis.core.record;

import dev.trellis.core.expression.CompiledExpression;
import dev.trellis.core.metadata.EntityDefinition.Validation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The compiled expressions of one entity.
 *
 * @param defaults by field id, in the order of the fields
 * @param formulas by field id
 * @param rollUps by field id
 * @param lookups the lookups over which any of them reads other records
 */
record EntityRules(
        Map<String, CompiledExpression> defaults,
        Map<String, CompiledExpression> formulas,
        Map<String, RollUpRule> rollUps,
        List<Rule> validations,
        Set<String> lookups) {

    static final EntityRules NONE = new EntityRules(Map.of(), Map.of(), Map.of(), List.of(), Set.of());

    EntityRules {
        defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
        formulas = Collections.unmodifiableMap(new LinkedHashMap<>(formulas));
        rollUps = Collections.unmodifiableMap(new LinkedHashMap<>(rollUps));
        validations = List.copyOf(validations);
        lookups = Set.copyOf(lookups);
    }

    record Rule(Validation definition, CompiledExpression mustHold) {}
}
