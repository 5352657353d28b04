package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of definition. */
public enum Kind {
    WORKSPACE(WorkspaceDefinition.class),
    ENTITY(EntityDefinition.class),
    PIPELINE(PipelineDefinition.class),
    FORM(FormDefinition.class),
    LIST(ListDefinition.class),
    ROLE(RoleDefinition.class),
    SHARING(SharingDefinition.class),
    APPROVAL(ApprovalDefinition.class),
    DUPLICATE(DuplicateDefinition.class),
    POOL(PoolDefinition.class),
    CONVERSION(ConversionDefinition.class),
    ACTIVITY(ActivityDefinition.class),
    RULE(RuleDefinition.class),
    MENU(MenuDefinition.class),
    FUNCTION(FunctionDefinition.class);

    private final Class<? extends Definition> type;

    Kind(Class<? extends Definition> type) {
        this.type = type;
    }

    /** The record class of this kind's definitions. */
    public Class<? extends Definition> type() {
        return type;
    }

    /** The name in JSON, addresses and file names: {@code entity}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(String key) {
        return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }
}
