package dev.trellis.core.metadata;

import dev.trellis.core.name.Label;
import java.util.List;

/** The navigation; entries that lead to nothing the reader may see are left out. */
public record MenuDefinition(String id, Label label, List<Group> groups) implements Definition {

    public MenuDefinition {
        groups = List.copyOf(groups);
    }

    @Override
    public Kind kind() {
        return Kind.MENU;
    }

    /** A heading with the entities under it. */
    public record Group(String id, Label label, List<String> entities) {
        public Group {
            entities = List.copyOf(entities);
        }
    }
}
