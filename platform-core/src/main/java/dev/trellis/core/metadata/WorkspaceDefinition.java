package dev.trellis.core.metadata;

import dev.trellis.core.name.Label;
import java.util.List;

/**
 * The settings of the workspace; the only definition of its kind, with the id {@code workspace}.
 *
 * @param label the name of the company as the product shows it
 * @param zone the business time zone, an IANA id
 * @param currency ISO 4217
 * @param languages the languages people may choose, the workspace's own first
 * @param calendar when people work; time limits count by it
 */
public record WorkspaceDefinition(
        String id, Label label, String zone, String currency, List<String> languages, BusinessCalendar calendar)
        implements Definition {

    public static final String ID = "workspace";

    public WorkspaceDefinition {
        languages = List.copyOf(languages);
    }

    /** A workspace with the usual working hours. */
    public WorkspaceDefinition(String id, Label label, String zone, String currency, List<String> languages) {
        this(id, label, zone, currency, languages, BusinessCalendar.DEFAULT);
    }

    @Override
    public Kind kind() {
        return Kind.WORKSPACE;
    }
}
