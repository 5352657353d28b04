package dev.trellis.core.access;

import dev.trellis.core.metadata.RoleDefinition.Scope;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one role of somebody says about one verb and one record.
 *
 * @param scope which records the role reaches by itself; null where it does not hold the verb
 * @param within whether the record is one of those
 * @param condition what the role demands of the record besides, or null
 * @param holds whether it does so
 * @param shared whether the record is shared by hand with the person, for this verb
 * @param rules the sharing rules that bring the record to the person, for this verb
 */
public record Ground(
        String role,
        Verb verb,
        @Nullable Scope scope,
        boolean within,
        @Nullable String condition,
        boolean holds,
        boolean shared,
        List<String> rules) {

    // Spelled out: a compact constructor loses the annotations.
    public Ground(
            String role,
            Verb verb,
            @Nullable Scope scope,
            boolean within,
            @Nullable String condition,
            boolean holds,
            boolean shared,
            List<String> rules) {
        this.role = role;
        this.verb = verb;
        this.scope = scope;
        this.within = within;
        this.condition = condition;
        this.holds = holds;
        this.shared = shared;
        this.rules = List.copyOf(rules);
    }

    /** Tells whether the role gives the verb on the record. */
    public boolean isGiven() {
        return scope != null && ((within && holds) || shared || !rules.isEmpty());
    }
}
