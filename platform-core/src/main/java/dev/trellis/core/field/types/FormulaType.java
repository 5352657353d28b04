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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value computed from the same record and stored with it. It is stored, read and shown like its result type.
 *
 * @param expression in the platform's language
 * @param result the type of the computed value, which rounds it to its scale
 * @param blankAs how arithmetic reads a blank operand
 */
public record FormulaType(String expression, FieldType result, BlankAs blankAs) implements FieldType {

    static final String KEY = "formula";
    static final int LONGEST = 10_000;

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
        return new Origin.Formula(expression, blankAs.origin());
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
        return new FormulaType(expression, result.bind(context), blankAs);
    }

    @Override
    public List<Problem> check() {
        var problems = new ArrayList<>(Options.present("expression", expression));
        if (expression.length() > LONGEST) {
            problems.addAll(Options.inRange("expression", expression.length(), 1, LONGEST));
        }
        if (result.isComputed() || !holdsOneValue(result)) {
            problems.add(Problem.at("result", Faults.FORMULA_RESULT).with("given", result.key()));
        }
        result.check().forEach(problem -> problems.add(problem.under("result")));
        return List.copyOf(problems);
    }

    /** Tells whether values of a type can be the result of a computation. */
    static boolean holdsOneValue(FieldType type) {
        return type.parts().isEmpty()
                && !type.isSealed()
                && switch (type.storage()) {
                    case Storage.OneColumn _, Storage.Columns _ -> true;
                    case Storage.None _, Storage.ChildTable _, Storage.LinkTable _, Storage.Tree _ -> false;
                };
    }

    /** How arithmetic reads a blank operand. */
    public enum BlankAs {
        ZERO(Origin.BlankAs.ZERO),
        BLANK(Origin.BlankAs.BLANK);

        private final Origin.BlankAs origin;

        BlankAs(Origin.BlankAs origin) {
            this.origin = origin;
        }

        Origin.BlankAs origin() {
            return origin;
        }

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static BlankAs of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Announces the type. */
    @Singleton
    static final class Provider implements FieldTypeProvider {

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public Class<FormulaType> type() {
            return FormulaType.class;
        }

        @Override
        public Label label() {
            return Label.of("Formula", "公式");
        }

        @Override
        public String icon() {
            return "sigma";
        }

        @Override
        public FormulaType initial() {
            return new FormulaType("", new DecimalType(2, null, null), BlankAs.ZERO);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(
                    new TypeOption(
                            "expression", Label.of("Formula", "公式"), new PanelType("expression", new Editor.Formula())),
                    new TypeOption("result", Label.of("Result", "结果类型"), new PanelType("result", new Editor.TypeOf())),
                    new TypeOption(
                            "blankAs",
                            Label.of("A blank counts as", "空值按"),
                            new ChoiceType(List.of(
                                    new Editor.Option("zero", Label.of("Zero", "零"), null, true),
                                    new Editor.Option("blank", Label.of("Blank", "空"), null, true)))));
        }

        @Override
        public int paletteOrder() {
            return 91;
        }
    }
}
