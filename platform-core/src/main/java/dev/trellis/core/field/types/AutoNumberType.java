package dev.trellis.core.field.types;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.trellis.core.field.ColumnType;
import dev.trellis.core.field.Editor;
import dev.trellis.core.field.FieldType;
import dev.trellis.core.field.FieldTypeProvider;
import dev.trellis.core.field.NumberPattern;
import dev.trellis.core.field.Origin;
import dev.trellis.core.field.Storage;
import dev.trellis.core.field.ValueCodec;
import dev.trellis.core.field.ValueType;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * A number that the platform draws when a record is created; it begins anew in every period its pattern tells apart.
 *
 * @param pattern see {@link NumberPattern}
 * @param mode whether numbers may be missing
 * @param reset when the counter begins anew
 */
public record AutoNumberType(String pattern, Mode mode, Reset reset) implements FieldType {

    static final String KEY = "auto_number";

    private static final int MAX_LENGTH = 64;

    /** Begins anew as the pattern's dates say. */
    public AutoNumberType(String pattern, Mode mode) {
        this(pattern, mode, Reset.PATTERN);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public Storage storage() {
        return new Storage.OneColumn(new ColumnType.Varchar(MAX_LENGTH));
    }

    @Override
    public ValueType valueType() {
        return ValueType.TEXT;
    }

    @Override
    public ObjectNode jsonSchema() {
        return Schemas.text(MAX_LENGTH);
    }

    @Override
    public Editor editor() {
        return new Editor.ReadOnly(new Editor.Text(Editor.Text.Kind.TEXT, MAX_LENGTH, false));
    }

    @Override
    public ValueCodec codec() {
        return TextCodec.singleLine(MAX_LENGTH);
    }

    @Override
    public Origin origin() {
        return new Origin.Numbering(shape(), mode == Mode.GAPLESS);
    }

    @Override
    public List<Problem> check() {
        var shape = shape();
        var fault = shape.fault();
        if (fault.isPresent()) {
            return List.of(Problem.at("pattern", Faults.NUMBER_PATTERN)
                    .with("given", Faults.shown(fault.get()))
                    .with("counter", "{seq:4}")
                    .with("parts", "{yyyy}, {yy}, {MM}, {dd}, {yyyyMMdd}"));
        }
        return shape.maxLength() <= MAX_LENGTH
                ? List.of()
                : List.of(Problem.at("pattern", Faults.TEXT_TOO_LONG)
                        .with("given", Faults.shown(pattern))
                        .with("length", shape.maxLength())
                        .with("max", MAX_LENGTH));
    }

    private NumberPattern shape() {
        return new NumberPattern(pattern, NumberPattern.Reset.valueOf(reset.name()));
    }

    /** When the counter begins anew. */
    public enum Reset {
        PATTERN,
        NEVER,
        YEARLY,
        MONTHLY,
        DAILY;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Reset of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether numbers may be missing. */
    public enum Mode {
        /** Each number once; a save that fails leaves a hole. */
        UNIQUE,
        /** No holes; drawn last, so formulas cannot read it and saves wait for each other. */
        GAPLESS;

        @JsonValue
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        public static Mode of(String key) {
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
        public Class<AutoNumberType> type() {
            return AutoNumberType.class;
        }

        @Override
        public Label label() {
            return Label.of("Auto number", "自动编号");
        }

        @Override
        public String icon() {
            return "hash";
        }

        @Override
        public AutoNumberType initial() {
            return new AutoNumberType("{seq:5}", Mode.UNIQUE, Reset.PATTERN);
        }

        @Override
        public List<TypeOption> options() {
            return List.of(
                    new TypeOption("pattern", Label.of("Pattern", "编号规则"), new TextType(60)),
                    new TypeOption(
                            "mode",
                            Label.of("Gaps", "是否连号"),
                            new ChoiceType(List.of(
                                    new Editor.Option(
                                            "unique", Label.of("May have gaps (fast)", "允许跳号（快）"), null, true),
                                    new Editor.Option("gapless", Label.of("No gaps", "严格连号"), null, true)))),
                    new TypeOption(
                            "reset",
                            Label.of("Begins anew", "重新编号"),
                            new ChoiceType(List.of(
                                    new Editor.Option(
                                            "pattern", Label.of("With the date shown", "随编号中的日期"), null, true),
                                    new Editor.Option("never", Label.of("Never", "从不"), null, true),
                                    new Editor.Option("yearly", Label.of("Every year", "每年"), null, true),
                                    new Editor.Option("monthly", Label.of("Every month", "每月"), null, true),
                                    new Editor.Option("daily", Label.of("Every day", "每天"), null, true)))));
        }

        @Override
        public int paletteOrder() {
            return 90;
        }
    }
}
