package dev.trellis.core.expression;

import static dev.trellis.core.expression.ExpressionFunction.Body.strict;
import static dev.trellis.core.expression.ExpressionFunction.Trait.READS_RECORD;
import static dev.trellis.core.expression.ExpressionFunction.Trait.VOLATILE;

import dev.trellis.core.field.Composite;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of the record being saved, of choices and of the person. */
final class RecordFunctions {

    static final List<ExpressionFunction> ALL = List.of(
            ExpressionFunction.of(
                            "ISNEW()",
                            Label.of("whether the record is being created", "记录是否正在新建"),
                            Typing.of(ValueType.BOOL),
                            arguments -> arguments.context().isNew())
                    .trait(READS_RECORD),
            ExpressionFunction.of(
                            "ISCHANGED(field)",
                            Label.of(
                                    "whether the field differs from what is stored; FALSE on create",
                                    "字段与已存值是否不同；新建时为 FALSE"),
                            site -> typeField(site, Optional.of(ValueType.BOOL)),
                            RecordFunctions::isChanged)
                    .trait(READS_RECORD),
            ExpressionFunction.of(
                            "PRIORVALUE(field)",
                            Label.of("the stored value; blank on create", "已存的值；新建时为空"),
                            site -> typeField(site, Optional.empty()),
                            arguments -> prior(arguments, (Expression.Path) arguments.argument(0)))
                    .trait(READS_RECORD),
            ExpressionFunction.of(
                            "INCLUDES(choices, code)",
                            Label.of("whether the option is chosen", "是否选中了该选项"),
                            RecordFunctions::typeIncludes,
                            strict((values, arguments) -> includes(values.first(), values.get(1))))
                    .sql(SqlTexts::includes)
                    .alias("ISPICKVAL"),
            ExpressionFunction.of(
                            "ISUNDER(hierarchy, record)",
                            Label.of(
                                    "whether the record stands below another, directly or further down",
                                    "记录是否在另一条记录之下（含间接下级）"),
                            RecordFunctions::typeUnder,
                            RecordFunctions::isUnder)
                    .sql(SqlTexts::isUnder),
            ExpressionFunction.of(
                            "CURRENTUSER()",
                            Label.of(
                                    "the person who asks; more of them by $user, e.g. $user.department",
                                    "当前用户；更多信息用 $user，如 $user.department"),
                            Typing.of(new ValueType.Ref(ExpressionSchema.USER)),
                            arguments -> {
                                var user = arguments.context().user();
                                return user == null ? null : user.value("id");
                            })
                    .trait(VOLATILE));

    private static final int DEEPEST = 30;

    private RecordFunctions() {}

    /** Accepts one field of the record itself. */
    private static Optional<ValueType> typeField(CallSite site, Optional<ValueType> result) {
        if (!site.counts(1, 1)) {
            return Optional.empty();
        }
        if (site.argument(0) instanceof Expression.Path path
                && path.path().isSingle()
                && path.path().root() == FieldPath.Root.RECORD
                && Accepts.ANY.test(path.type())) {
            return result.or(() -> Optional.of(path.type()));
        }
        site.refuseValue(0, Label.of("the name of a field of this record", "本记录的字段名"));
        return Optional.empty();
    }

    private static Object isChanged(Arguments arguments) {
        var path = (Expression.Path) arguments.argument(0);
        if (arguments.context().prior() == null) {
            return false;
        }
        var current = arguments.value(0);
        return current instanceof ErrorValue ? current : !Values.equal(current, prior(arguments, path));
    }

    private static @Nullable Object prior(Arguments arguments, Expression.Path path) {
        var prior = arguments.context().prior();
        return prior == null ? null : Values.normal(prior.value(path.path().first()));
    }

    private static Optional<ValueType> typeIncludes(CallSite site) {
        if (!site.counts(2, 2) || !site.accepts(0, Accepts.OPTIONS) || !site.accepts(1, wanted(site))) {
            return Optional.empty();
        }
        site.replace(1, Coercion.adapt(site.argument(1), Types.main(site.type(0)), site.faults()));
        return Optional.of(ValueType.BOOL);
    }

    private static Accepts wanted(CallSite site) {
        return Types.main(site.type(0)) instanceof ValueType.Ref ? Accepts.REFERENCE : Accepts.TEXT;
    }

    /** Walks up; ends because a hierarchy has no circles, and in any case. */
    private static Object isUnder(Arguments arguments) {
        var above = arguments.value(1);
        if (above == null || above instanceof ErrorValue) {
            return above == null ? (Object) false : above;
        }
        var path = ((Expression.Path) arguments.argument(0)).path();
        Optional<? extends ExpressionRow> at =
                Optional.ofNullable(arguments.context().row());
        for (var name : path.names().subList(0, path.names().size() - 1)) {
            at = at.flatMap(row -> row.related(name));
        }
        for (int level = 0; level < DEEPEST && at.isPresent(); level++) {
            if (above.equals(at.get().value(path.last()))) {
                return true;
            }
            at = at.get().related(path.last());
        }
        return false;
    }

    private static Optional<ValueType> typeUnder(CallSite site) {
        if (!site.counts(2, 2) || !site.accepts(0, Accepts.REFERENCE) || !site.accepts(1, Accepts.REFERENCE)) {
            return Optional.empty();
        }
        if (site.argument(0) instanceof Expression.Path path
                && !path.ofRow()
                && path.path().root() == FieldPath.Root.RECORD) {
            return Optional.of(ValueType.BOOL);
        }
        site.refuseValue(0, Label.of("the name of a hierarchy field", "上下级字段的名称"));
        return Optional.empty();
    }

    private static boolean includes(@Nullable Object choices, @Nullable Object code) {
        if (choices == null) {
            return false;
        }
        return choices instanceof List<?> list
                ? list.stream()
                        .anyMatch(element -> element instanceof Composite whole
                                ? whole.parts().values().stream().limit(1).anyMatch(main -> main.equals(code))
                                : element.equals(code))
                : choices.equals(code);
    }
}
