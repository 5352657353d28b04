package dev.trellis.core.field.types;

import dev.trellis.core.field.Editor;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks the options of field types. */
final class Options {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Set<String> COLORS = Set.of("grey", "blue", "teal", "green", "amber", "red", "purple", "pink");
    private static final int MOST_OPTIONS = 500;

    private static final Map<String, Label> LABELS = Map.ofEntries(
            Map.entry("maxLength", Label.of("Longest", "最大字数")),
            Map.entry("scale", Label.of("Decimal places", "小数位数")),
            Map.entry("options", Label.of("Options", "选项")),
            Map.entry("label", Label.of("Label", "显示名称")),
            Map.entry("pipeline", Label.of("Pipeline", "销售流程")),
            Map.entry("entity", Label.of("Entity", "对象")),
            Map.entry("expression", Label.of("Formula", "公式")),
            Map.entry("via", Label.of("Their lookup to here", "关联到本对象的字段")),
            Map.entry("field", Label.of("Their field", "汇总字段")),
            Map.entry("filter", Label.of("Only records where", "筛选条件")),
            Map.entry("stars", Label.of("Stars", "星数")),
            Map.entry("most", Label.of("Most files", "最多文件数")),
            Map.entry("megabytes", Label.of("Largest file in MB", "单个文件上限（MB）")),
            Map.entry("shownEnd", Label.of("Characters shown at the end", "末尾显示位数")));

    private Options() {}

    private static Label label(String option) {
        return LABELS.getOrDefault(option, Label.of(option, option));
    }

    static List<Problem> both(List<Problem> first, List<Problem> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    static List<Problem> inRange(String option, int given, int min, int max) {
        if (given >= min && given <= max) {
            return List.of();
        }
        return List.of(Problem.at(option, Faults.OPTION_RANGE)
                .with("option", label(option))
                .with("given", given)
                .with("min", min)
                .with("max", max));
    }

    static List<Problem> inOrder(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        if (min == null || max == null || min.compareTo(max) <= 0) {
            return List.of();
        }
        return List.of(Problem.at("min", Faults.OPTION_ORDER)
                .with("min", Faults.shown(min))
                .with("max", Faults.shown(max)));
    }

    static List<Problem> present(String option, String given) {
        return given.isBlank()
                ? List.of(Problem.at(option, Faults.OPTION_MISSING).with("option", label(option)))
                : List.of();
    }

    static List<Problem> ofChoice(List<Editor.Option> options) {
        if (options.isEmpty()) {
            return List.of(Problem.at("options", Faults.OPTION_MISSING).with("option", label("options")));
        }
        var problems = new ArrayList<>(inRange("options", options.size(), 1, MOST_OPTIONS));
        var seen = new HashSet<String>();
        for (int i = 0; i < options.size(); i++) {
            var option = options.get(i);
            var path = "options[" + i + "]";
            if (!CODE.matcher(option.code()).matches()) {
                problems.add(Problem.at(path + ".code", Faults.OPTION_CODE).with("given", Faults.shown(option.code())));
            } else if (!seen.add(option.code())) {
                problems.add(Problem.at(path + ".code", Faults.OPTION_TWICE).with("given", option.code()));
            }
            if (option.label().isEmpty()) {
                problems.add(Problem.at(path + ".label", Faults.OPTION_MISSING).with("option", label("label")));
            }
            var color = option.color();
            if (color != null && !COLORS.contains(color)) {
                problems.add(Problem.at(path + ".color", Faults.OPTION_COLOR).with("given", Faults.shown(color)));
            }
        }
        return List.copyOf(problems);
    }
}
