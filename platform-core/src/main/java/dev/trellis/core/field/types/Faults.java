package dev.trellis.core.field.types;

import dev.trellis.core.field.ValueCodec.Decoded;
import dev.trellis.core.name.Label;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import tools.jackson.databind.JsonNode;

/** The kinds of trouble that values and options of the shipped field types can have. */
final class Faults {

    static final ProblemCode VALUE_KIND = ProblemCode.invalid("VALUE_KIND");
    static final ProblemCode TEXT_TOO_LONG = ProblemCode.invalid("TEXT_TOO_LONG");
    static final ProblemCode TEXT_CHARACTER = ProblemCode.invalid("TEXT_CHARACTER");
    static final ProblemCode EMAIL_SHAPE = ProblemCode.invalid("EMAIL_SHAPE");
    static final ProblemCode PHONE_SHAPE = ProblemCode.invalid("PHONE_SHAPE");
    static final ProblemCode URL_SHAPE = ProblemCode.invalid("URL_SHAPE");
    static final ProblemCode NUMBER_SHAPE = ProblemCode.invalid("NUMBER_SHAPE");
    static final ProblemCode NUMBER_TOO_LARGE = ProblemCode.invalid("NUMBER_TOO_LARGE");
    static final ProblemCode NUMBER_BELOW = ProblemCode.invalid("NUMBER_BELOW");
    static final ProblemCode NUMBER_ABOVE = ProblemCode.invalid("NUMBER_ABOVE");
    static final ProblemCode MONEY_SHAPE = ProblemCode.invalid("MONEY_SHAPE");
    static final ProblemCode CURRENCY_SHAPE = ProblemCode.invalid("CURRENCY_SHAPE");
    static final ProblemCode BOOLEAN_SHAPE = ProblemCode.invalid("BOOLEAN_SHAPE");
    static final ProblemCode DATE_SHAPE = ProblemCode.invalid("DATE_SHAPE");
    static final ProblemCode DATE_TIME_SHAPE = ProblemCode.invalid("DATE_TIME_SHAPE");
    static final ProblemCode DATE_RANGE = ProblemCode.invalid("DATE_RANGE");
    static final ProblemCode CHOICE_UNKNOWN = ProblemCode.invalid("CHOICE_UNKNOWN");
    static final ProblemCode REFERENCE_SHAPE = ProblemCode.invalid("REFERENCE_SHAPE");
    static final ProblemCode ROWS_SHAPE = ProblemCode.invalid("ROWS_SHAPE");

    static final ProblemCode LIST_TOO_LONG = ProblemCode.invalid("LIST_TOO_LONG");
    static final ProblemCode TAG_SHAPE = ProblemCode.invalid("TAG_SHAPE");
    static final ProblemCode TIME_SHAPE = ProblemCode.invalid("TIME_SHAPE");
    static final ProblemCode PART_UNKNOWN = ProblemCode.invalid("PART_UNKNOWN");
    static final ProblemCode PARTS_TOGETHER = ProblemCode.invalid("PARTS_TOGETHER");
    static final ProblemCode PARTS_TOO_MANY = ProblemCode.invalid("PARTS_TOO_MANY");
    static final ProblemCode LOCATION_SHAPE = ProblemCode.invalid("LOCATION_SHAPE");
    static final ProblemCode PRIMARY_TWICE = ProblemCode.invalid("PRIMARY_TWICE");
    static final ProblemCode FILE_SHAPE = ProblemCode.invalid("FILE_SHAPE");
    static final ProblemCode BARCODE_SHAPE = ProblemCode.invalid("BARCODE_SHAPE");
    static final ProblemCode EAN_SHAPE = ProblemCode.invalid("EAN_SHAPE");

    static final ProblemCode OPTION_RANGE = ProblemCode.invalid("OPTION_RANGE");
    static final ProblemCode OPTION_MISSING = ProblemCode.invalid("OPTION_MISSING");
    static final ProblemCode OPTION_ORDER = ProblemCode.invalid("OPTION_ORDER");
    static final ProblemCode OPTION_CODE = ProblemCode.invalid("OPTION_CODE");
    static final ProblemCode OPTION_TWICE = ProblemCode.invalid("OPTION_TWICE");
    static final ProblemCode OPTION_COLOR = ProblemCode.invalid("OPTION_COLOR");
    static final ProblemCode NUMBER_PATTERN = ProblemCode.invalid("NUMBER_PATTERN");
    static final ProblemCode FORMULA_RESULT = ProblemCode.invalid("FORMULA_RESULT");

    static final Label TEXT = Label.of("a text", "文本");
    static final Label NUMBER = Label.of("a number", "数字");
    static final Label MONEY = Label.of("an amount of money", "金额");
    static final Label BOOLEAN = Label.of("true or false", "true 或 false");
    static final Label DATE = Label.of("a date as text, such as 2026-11-21", "日期文本，如 2026-11-21");
    static final Label DATE_TIME =
            Label.of("date and time as text, such as 2026-11-21T06:20:00Z", "日期时间文本，如 2026-11-21T06:20:00Z");
    static final Label CHOICE = Label.of("the code of an option as text", "选项代码文本");
    static final Label REFERENCE = Label.of("a record id as text", "记录编号文本");
    static final Label LIST = Label.of("a list", "列表");
    static final Label PARTS = Label.of("an object with the parts of the value", "由各部分组成的对象");
    static final Label TIME = Label.of("a time of day as text, such as 14:30", "时间文本，如 14:30");
    static final Label ROWS = Label.of("a list of line items", "明细列表");

    private static final int SHOWN = 60;

    private Faults() {}

    static Decoded refused(ProblemCode code, Object given) {
        return Decoded.refused(Problem.at("", code).with("given", shown(given)));
    }

    /** A JSON value or a carrier of another kind than the type's. */
    static Decoded wrongKind(Object given, Label allowed) {
        var text = given instanceof JsonNode json && json.isContainer() ? json.getNodeType() : given;
        return Decoded.refused(
                Problem.at("", VALUE_KIND).with("given", shown(text)).with("allowed", allowed));
    }

    /** Cuts what was given to a length that fits a message. */
    static String shown(Object given) {
        var text = given instanceof JsonNode json && json.isString() ? json.stringValue() : given.toString();
        var clean = text.codePoints()
                .limit(SHOWN)
                .filter(c -> !Character.isISOControl(c) && !isSurrogate(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        return text.length() > SHOWN ? clean + "…" : clean.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
