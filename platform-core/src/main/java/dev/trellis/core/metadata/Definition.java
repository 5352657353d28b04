package dev.trellis.core.metadata;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.trellis.core.name.Label;

/** One published or drafted thing that a customer shapes. Its id is a slug, unique within its kind, never changed. */
public sealed interface Definition
        permits WorkspaceDefinition,
                EntityDefinition,
                PipelineDefinition,
                FormDefinition,
                ListDefinition,
                RoleDefinition,
                SharingDefinition,
                ApprovalDefinition,
                RuleDefinition,
                DuplicateDefinition,
                PoolDefinition,
                ConversionDefinition,
                ActivityDefinition,
                MenuDefinition,
                FunctionDefinition {

    String id();

    Label label();

    @JsonIgnore
    Kind kind();

    @JsonIgnore
    default DefinitionKey key() {
        return new DefinitionKey(kind(), id());
    }
}
