package dev.trellis.core.publish;

import dev.trellis.core.expression.FieldKey;
import dev.trellis.core.metadata.ActivityDefinition;
import dev.trellis.core.metadata.ApprovalDefinition;
import dev.trellis.core.metadata.ConversionDefinition;
import dev.trellis.core.metadata.DuplicateDefinition;
import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.FormDefinition;
import dev.trellis.core.metadata.FunctionDefinition;
import dev.trellis.core.metadata.ListDefinition;
import dev.trellis.core.metadata.MenuDefinition;
import dev.trellis.core.metadata.Metadata;
import dev.trellis.core.metadata.MetadataProblem;
import dev.trellis.core.metadata.PipelineDefinition;
import dev.trellis.core.metadata.PoolDefinition;
import dev.trellis.core.metadata.RoleDefinition;
import dev.trellis.core.metadata.RuleDefinition;
import dev.trellis.core.metadata.SharingDefinition;
import dev.trellis.core.metadata.WorkspaceDefinition;
import dev.trellis.core.problem.Problem;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks a whole snapshot: everything that the JSON Schema of one definition cannot see. Pure; every problem names its
 * place as {@code entity/quote/fields/total/expression}, where the designer can go.
 */
public final class MetadataCheck {

    private MetadataCheck() {}

    /**
     * What a check found.
     *
     * @param uses by field, the places that read or show it
     */
    public record Report(List<Problem> problems, Map<FieldKey, SortedSet<String>> uses) {
        public Report {
            problems = List.copyOf(problems);
            uses = Map.copyOf(uses);
        }

        /** The places that read or show a field. */
        public Set<String> usesOf(String entity, String field) {
            return uses.getOrDefault(new FieldKey(entity, field), new TreeSet<>());
        }
    }

    /** Returns what keeps a snapshot from being published in the place of the live one. */
    public static List<Problem> check(Metadata target, Metadata live) {
        return report(target, live).problems();
    }

    /** As {@link #check}, with the uses of every field. */
    public static Report report(Metadata target, Metadata live) {
        var findings = new Findings(target);
        var layout = new LayoutCheck(findings);
        var roles = new RoleCheck(findings);
        var approvals = new ApprovalCheck(findings);
        var duplicates = new DuplicateCheck(findings);
        new EntityCheck(findings).run();
        for (var definition : target.all()) {
            switch (definition) {
                case WorkspaceDefinition workspace -> workspace(workspace, findings);
                case EntityDefinition _ -> {}
                case PipelineDefinition pipeline -> layout.pipeline(pipeline);
                case FormDefinition form -> layout.form(form);
                case ListDefinition list -> layout.list(list);
                case RoleDefinition role -> roles.role(role);
                case SharingDefinition sharing -> roles.sharing(sharing);
                case ApprovalDefinition approval -> approvals.approval(approval);
                case DuplicateDefinition duplicate -> duplicates.rule(duplicate);
                case PoolDefinition pool -> new PoolCheck(findings).pool(pool);
                case ConversionDefinition conversion -> new ConversionCheck(findings).conversion(conversion);
                case ActivityDefinition activity -> layout.activity(activity);
                case RuleDefinition rule -> new RuleCheck(findings).rule(rule);
                case MenuDefinition menu -> layout.menu(menu);
                case FunctionDefinition function -> new FunctionCheck(findings).function(function);
            }
        }
        roles.lockout(live);
        new HistoryCheck(findings).against(live);
        return new Report(
                findings.problems().stream().distinct().toList(),
                findings.uses().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> new TreeSet<>(entry.getValue()))));
    }

    private static void workspace(WorkspaceDefinition workspace, Findings findings) {
        var place = workspace.key().toString();
        findings.labelled(place + "/label", workspace.label());
        if (!ZoneId.getAvailableZoneIds().contains(workspace.zone())) {
            findings.add(place + "/zone", MetadataProblem.UNKNOWN_ZONE, "given", workspace.zone());
        }
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(currency -> currency.getCurrencyCode().equals(workspace.currency()))) {
            findings.add(place + "/currency", MetadataProblem.UNKNOWN_CURRENCY, "given", workspace.currency());
        }
        var calendar = workspace.calendar();
        if (calendar.opens().compareTo(calendar.closes()) >= 0) {
            findings.add(
                    place + "/calendar",
                    MetadataProblem.BAD_CALENDAR,
                    "given",
                    calendar.opens() + "–" + calendar.closes());
        }
        Stream.concat(calendar.holidays().stream(), calendar.workdays().stream())
                .filter(day -> !isDate(day))
                .forEach(day -> findings.add(place + "/calendar", MetadataProblem.BAD_CALENDAR, "given", day));
    }

    private static boolean isDate(String text) {
        var month = Integer.parseInt(text.substring(5, 7));
        return month >= 1
                && month <= 12
                && YearMonth.of(Integer.parseInt(text.substring(0, 4)), month)
                        .isValidDay(Integer.parseInt(text.substring(8)));
    }
}
