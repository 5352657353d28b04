package dev.trellis.core.field.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldContext;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.Origin;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Values of the records that refer to this one, put together and stored: their number, the sum of a field. It is stored,
 * read and shown like its result type.
 *
 * @param entity the entity of those records
 * @param via the lookup of theirs that leads here; of line items {@code parent}
 * @param function what is made of the values
 * @param field the field that is measured; blank to count records
 * @param filter which records count; blank for all
 * @param sort a field that decides which record is first; blank for their age, of line items the position
 * @param separator between joined texts; a space follows a comma and a semicolon
 * @param result the type of the value, which rounds it to its scale
 */
public record RollUpType(
        String entity,
        String via,
        Function function,
        String field,
        String filter,
        String sort,
        String separator,
        FieldType result)
        implements FieldType {

    static final String KEY = "roll_up";

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return result.storage();
    }

    @Override
    public ValueType valueType() {
        return result.valueType();
    }

    @Override
    public ObjectNode jsonSchema() {
        return result.jsonSchema();
    }

    @Override
    public Editor editor() {
        return new Editor.ReadOnly(result.editor());
    }

    @Override
    public ValueCodec codec() {
        return result.codec();
    }

    @Override
    public Origin origin() {
        var between = separator.equals(",") || separator.equals(";") ? separator + " " : separator;
        return new Origin.RollUp(entity, via, function.origin(), given(field), given(filter), given(sort), between);
    }

    private static @Nullable String given(String text) {
        return text.isBlank() ? null : text;
    }

    @Override
    public Optional<Storage.Part> orderedBy() {
        return result.orderedBy();
    }

    @Override
    public Optional<Storage.Part> worth() {
        return result.worth();
    }

    @Override
    public FieldType bind(FieldContext context) {
        return new RollUpType(entity, via, function, field, filter, sort, separator, result.bind(context));
    }

    @Override
    public List<Problem> check() {
        var problems = new ArrayList<>(Options.present("entity", entity));
        problems.addAll(Options.present("via", via));
        if (function != Function.COUNT) {
            problems.addAll(Options.present("field", field));
        }
        if (filter.length() > FormulaType.LONGEST) {
            problems.addAll(Options.inRange("filter", filter.length(), 0, FormulaType.LONGEST));
        }
        if (result.isComputed() || !FormulaType.holdsOneValue(result)) {
            problems.add(Problem.at("result", Faults.FORMULA_RESULT).with("given", result.key()));
        }
        result.check().forEach(problem -> problems.add(problem.under("result")));
        return List.copyOf(problems);
    }

    /** What is made of the values. */
    public enum Function {
        SUM(Origin.RollUp.Function.SUM, "Sum", "求和"),
        COUNT(Origin.RollUp.Function.COUNT, "Count", "计数"),
        AVERAGE(Origin.RollUp.Function.AVERAGE, "Average", "平均值"),
        MIN(Origin.RollUp.Function.MIN, "Smallest", "最小值"),
        MAX(Origin.RollUp.Function.MAX, "Largest", "最大值"),
        FIRST(Origin.RollUp.Function.FIRST, "First", "第一个"),
        LAST(Origin.RollUp.Function.LAST, "Last", "最后一个"),
        JOIN(Origin.RollUp.Function.JOIN, "Texts joined", "文本合并");

        private final Origin.RollUp.Function origin;
        private final String english;
        private final String chinese;

        Function(Origin.RollUp.Function origin, String english, String chinese) {
            this.origin = origin;
            this.english = english;
            this.chinese = chinese;
        }

        private Editor.Option option() {
            return new Editor.Option(key(), Label.of(english, chinese), null, true);
        }

        Origin.RollUp.Function origin() {
            return origin;
        }

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Function of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        private static final int LONGEST_NAME = 64;
        private static final int LONGEST_SEPARATOR = 10;

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<RollUpType> type() {
            return RollUpType.class;
        }

        @Override
        public Label label() {
            return Label.of("Roll-up", "汇总");
        }

        @Override
        public String icon() {
            return "sigma";
        }

        @Override
        public RollUpType initial() {
            return new RollUpType("", "", Function.COUNT, "", "", "", ",", new DecimalType(2, null, null));
        }

        @Override
        public List<TypeOption> options() {
            var functions =
                    Arrays.stream(Function.values()).map(Function::option).toList();
            return List.of(
                    new TypeOption(
                            "entity",
                            Label.of("Records of", "汇总对象"),
                            new PanelType("entity", new Editor.DefinitionOf("entity"))),
                    new TypeOption("via", Label.of("Their lookup to here", "关联到本对象的字段"), new TextType(LONGEST_NAME)),
                    new TypeOption("function", Label.of("Function", "汇总方式"), new ChoiceType(functions)),
                    new TypeOption("field", Label.of("Their field", "汇总字段"), new TextType(LONGEST_NAME)),
                    new TypeOption(
                            "filter",
                            Label.of("Only records where", "筛选条件"),
                            new PanelType("filter", new Editor.Formula())),
                    new TypeOption("sort", Label.of("In the order of", "排序字段"), new TextType(LONGEST_NAME)),
                    new TypeOption("separator", Label.of("Between texts", "分隔符"), new TextType(LONGEST_SEPARATOR)),
                    new TypeOption("result", Label.of("Result", "结果类型"), new PanelType("result", new Editor.TypeOf())));
        }

        @Override
        public int paletteOrder() {
            return 92;
        }
    }
}
