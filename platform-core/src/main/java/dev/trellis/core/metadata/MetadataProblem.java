package dev.trellis.core.metadata;

import dev.trellis.core.problem.ProblemCode;

/** The kinds of trouble that definitions can be in; texts in {@code trellis/messages/core-metadata}. */
public final class MetadataProblem {

    /** Not JSON at all, or not an object. */
    public static final ProblemCode NOT_JSON = ProblemCode.malformed("METADATA_NOT_JSON");

    public static final ProblemCode UNKNOWN_PROPERTY = ProblemCode.invalid("METADATA_UNKNOWN_PROPERTY");
    public static final ProblemCode MISSING = ProblemCode.invalid("METADATA_MISSING");
    public static final ProblemCode WRONG_TYPE = ProblemCode.invalid("METADATA_WRONG_TYPE");
    public static final ProblemCode NOT_ALLOWED = ProblemCode.invalid("METADATA_NOT_ALLOWED");
    public static final ProblemCode BAD_SHAPE = ProblemCode.invalid("METADATA_BAD_SHAPE");
    public static final ProblemCode TOO_SMALL = ProblemCode.invalid("METADATA_TOO_SMALL");
    public static final ProblemCode TOO_LARGE = ProblemCode.invalid("METADATA_TOO_LARGE");
    public static final ProblemCode TOO_SHORT = ProblemCode.invalid("METADATA_TOO_SHORT");
    public static final ProblemCode TOO_LONG = ProblemCode.invalid("METADATA_TOO_LONG");
    public static final ProblemCode TOO_FEW = ProblemCode.invalid("METADATA_TOO_FEW");
    public static final ProblemCode REPEATED = ProblemCode.invalid("METADATA_REPEATED");
    public static final ProblemCode REFUSED = ProblemCode.invalid("METADATA_REFUSED");

    /** An option of a field type cannot be read. */
    public static final ProblemCode BAD_OPTION = ProblemCode.invalid("METADATA_BAD_OPTION");

    /** The id inside the definition is not the one of its place. */
    public static final ProblemCode OTHER_ID = ProblemCode.invalid("METADATA_OTHER_ID");

    public static final ProblemCode BAD_ID = ProblemCode.invalid("METADATA_BAD_ID");
    public static final ProblemCode LABEL_MISSING = ProblemCode.invalid("METADATA_LABEL_MISSING");
    public static final ProblemCode DUPLICATE_ID = ProblemCode.invalid("METADATA_DUPLICATE_ID");
    public static final ProblemCode RESERVED_NAME = ProblemCode.invalid("METADATA_RESERVED_NAME");
    public static final ProblemCode UNKNOWN_ENTITY = ProblemCode.invalid("METADATA_UNKNOWN_ENTITY");
    public static final ProblemCode UNKNOWN_FIELD = ProblemCode.invalid("METADATA_UNKNOWN_FIELD");
    public static final ProblemCode UNKNOWN_PIPELINE = ProblemCode.invalid("METADATA_UNKNOWN_PIPELINE");
    public static final ProblemCode OTHER_PIPELINE = ProblemCode.invalid("METADATA_OTHER_PIPELINE");
    public static final ProblemCode UNKNOWN_ROLE = ProblemCode.invalid("METADATA_UNKNOWN_ROLE");
    public static final ProblemCode UNKNOWN_ZONE = ProblemCode.invalid("METADATA_UNKNOWN_ZONE");
    public static final ProblemCode UNKNOWN_CURRENCY = ProblemCode.invalid("METADATA_UNKNOWN_CURRENCY");
    public static final ProblemCode PATH_TOO_LONG = ProblemCode.invalid("METADATA_PATH_TOO_LONG");
    public static final ProblemCode NOT_A_LOOKUP = ProblemCode.invalid("METADATA_NOT_A_LOOKUP");
    public static final ProblemCode BAD_RECORD_DATE = ProblemCode.invalid("METADATA_BAD_RECORD_DATE");
    public static final ProblemCode BAD_TITLE = ProblemCode.invalid("METADATA_BAD_TITLE");
    public static final ProblemCode TWO_SIMILAR = ProblemCode.invalid("METADATA_TWO_SIMILAR");
    public static final ProblemCode STRICT_SIMILAR = ProblemCode.invalid("METADATA_STRICT_SIMILAR");
    public static final ProblemCode DUPLICATE_OF_LINES = ProblemCode.invalid("METADATA_DUPLICATE_OF_LINES");
    public static final ProblemCode NOT_COMPARABLE = ProblemCode.invalid("METADATA_NOT_COMPARABLE");
    public static final ProblemCode NESTED_LINES = ProblemCode.invalid("METADATA_NESTED_LINES");
    public static final ProblemCode LINES_NOT_OWNED = ProblemCode.invalid("METADATA_LINES_NOT_OWNED");
    public static final ProblemCode LINES_TWICE = ProblemCode.invalid("METADATA_LINES_TWICE");
    public static final ProblemCode LOOKUP_OF_LINE = ProblemCode.invalid("METADATA_LOOKUP_OF_LINE");
    public static final ProblemCode UNIQUE_NOT_STORED = ProblemCode.invalid("METADATA_UNIQUE_NOT_STORED");
    public static final ProblemCode REQUIRED_COMPUTED = ProblemCode.invalid("METADATA_REQUIRED_COMPUTED");
    public static final ProblemCode DEFAULT_COMPUTED = ProblemCode.invalid("METADATA_DEFAULT_COMPUTED");
    public static final ProblemCode FORMULA_CYCLE = ProblemCode.invalid("METADATA_FORMULA_CYCLE");
    public static final ProblemCode FORMULA_VOLATILE = ProblemCode.invalid("METADATA_FORMULA_VOLATILE");
    public static final ProblemCode ROLL_UP_ON_LINES = ProblemCode.invalid("METADATA_ROLL_UP_ON_LINES");
    public static final ProblemCode ROLL_UP_VIA = ProblemCode.invalid("METADATA_ROLL_UP_VIA");
    public static final ProblemCode ROLL_UP_FIELD = ProblemCode.invalid("METADATA_ROLL_UP_FIELD");
    public static final ProblemCode ROLL_UP_RESULT = ProblemCode.invalid("METADATA_ROLL_UP_RESULT");
    public static final ProblemCode FIELD_TWICE = ProblemCode.invalid("METADATA_FIELD_TWICE");
    public static final ProblemCode SPAN_TOO_WIDE = ProblemCode.invalid("METADATA_SPAN_TOO_WIDE");
    public static final ProblemCode COLUMNS_WITHOUT_LINES = ProblemCode.invalid("METADATA_COLUMNS_WITHOUT_LINES");
    public static final ProblemCode LINE_ALONE = ProblemCode.invalid("METADATA_LINE_ALONE");
    public static final ProblemCode NOT_PUSHABLE = ProblemCode.invalid("METADATA_NOT_PUSHABLE");
    public static final ProblemCode ROWS_IN_LIST = ProblemCode.invalid("METADATA_ROWS_IN_LIST");
    public static final ProblemCode LINE_VERBS = ProblemCode.invalid("METADATA_LINE_VERBS");
    public static final ProblemCode CONDITION_WITHOUT_VERB = ProblemCode.invalid("METADATA_CONDITION_WITHOUT_VERB");
    public static final ProblemCode BAD_RECIPIENT = ProblemCode.invalid("METADATA_BAD_RECIPIENT");
    public static final ProblemCode NOBODY_MAY_PUBLISH = ProblemCode.invalid("METADATA_NOBODY_MAY_PUBLISH");
    public static final ProblemCode FLOW_AMOUNT_NOT_MONEY = ProblemCode.invalid("METADATA_FLOW_AMOUNT_NOT_MONEY");
    public static final ProblemCode NOBODY_DECIDES = ProblemCode.invalid("METADATA_NOBODY_DECIDES");
    public static final ProblemCode UNKNOWN_APPROVAL = ProblemCode.invalid("METADATA_UNKNOWN_APPROVAL");
    public static final ProblemCode SUB_FLOW_TARGET = ProblemCode.invalid("METADATA_SUB_FLOW_TARGET");
    public static final ProblemCode SUB_FLOW_ENTITY = ProblemCode.invalid("METADATA_SUB_FLOW_ENTITY");
    public static final ProblemCode SUB_FLOW_CYCLE = ProblemCode.invalid("METADATA_SUB_FLOW_CYCLE");
    public static final ProblemCode NOT_A_MOMENT = ProblemCode.invalid("METADATA_NOT_A_MOMENT");
    public static final ProblemCode BAD_CALENDAR = ProblemCode.invalid("METADATA_BAD_CALENDAR");
    public static final ProblemCode APPROVER_LEFT = ProblemCode.invalid("METADATA_APPROVER_LEFT");
    public static final ProblemCode NOT_A_USER = ProblemCode.invalid("METADATA_NOT_A_USER");
    public static final ProblemCode FIELD_DOES_NOT_FIT = ProblemCode.invalid("METADATA_FIELD_DOES_NOT_FIT");
    public static final ProblemCode STAGE_GONE = ProblemCode.invalid("METADATA_STAGE_GONE");
    public static final ProblemCode UNKNOWN_TARGET = ProblemCode.invalid("METADATA_UNKNOWN_TARGET");
    public static final ProblemCode VALUE_OR_TARGET = ProblemCode.invalid("METADATA_VALUE_OR_TARGET");
    public static final ProblemCode RULE_DOES_NOTHING = ProblemCode.invalid("METADATA_RULE_DOES_NOTHING");
    public static final ProblemCode RULE_WRITES_DELETED = ProblemCode.invalid("METADATA_RULE_WRITES_DELETED");
    public static final ProblemCode RULE_SCHEDULE_WITHOUT = ProblemCode.invalid("METADATA_RULE_SCHEDULE_WITHOUT");
    public static final ProblemCode RULE_SCHEDULE_NOT_PUSHABLE =
            ProblemCode.invalid("METADATA_RULE_SCHEDULE_NOT_PUSHABLE");
    public static final ProblemCode RULE_ACCEPTS_NOTHING = ProblemCode.invalid("METADATA_RULE_ACCEPTS_NOTHING");
    public static final ProblemCode RULE_KEY_NOT_ACCEPTED = ProblemCode.invalid("METADATA_RULE_KEY_NOT_ACCEPTED");
    public static final ProblemCode RULE_ROWS_DO_NOT_REFER = ProblemCode.invalid("METADATA_RULE_ROWS_DO_NOT_REFER");
    public static final ProblemCode FLOW_READS_DENIED = ProblemCode.denied("METADATA_FLOW_READS_DENIED");
    public static final ProblemCode RULE_READS_DENIED = ProblemCode.denied("METADATA_RULE_READS_DENIED");
    public static final ProblemCode RULE_WRITES_DENIED = ProblemCode.denied("METADATA_RULE_WRITES_DENIED");
    public static final ProblemCode RULE_CREATES_DENIED = ProblemCode.denied("METADATA_RULE_CREATES_DENIED");
    public static final ProblemCode RULE_ASSIGNS_DENIED = ProblemCode.denied("METADATA_RULE_ASSIGNS_DENIED");
    public static final ProblemCode NOT_A_DATE = ProblemCode.invalid("METADATA_NOT_A_DATE");
    public static final ProblemCode NO_APPROVAL = ProblemCode.invalid("METADATA_NO_APPROVAL");
    public static final ProblemCode WAIT_INSIDE = ProblemCode.invalid("METADATA_WAIT_INSIDE");
    public static final ProblemCode NOBODY_TO_ASSIGN = ProblemCode.invalid("METADATA_NOBODY_TO_ASSIGN");
    public static final ProblemCode NOT_WRITABLE = ProblemCode.invalid("METADATA_NOT_WRITABLE");
    public static final ProblemCode OWNER_CHANGED = ProblemCode.invalid("METADATA_OWNER_CHANGED");
    public static final ProblemCode TYPE_CHANGED = ProblemCode.invalid("METADATA_TYPE_CHANGED");
    public static final ProblemCode ID_REUSED = ProblemCode.invalid("METADATA_ID_REUSED");
    public static final ProblemCode BUILT_IN_FIELD = ProblemCode.invalid("METADATA_BUILT_IN_FIELD");
    public static final ProblemCode BUILT_IN_ENTITY = ProblemCode.invalid("METADATA_BUILT_IN_ENTITY");

    public static final ProblemCode NO_RIGHT_TO_DESIGN = ProblemCode.denied("METADATA_NO_RIGHT_TO_DESIGN");
    public static final ProblemCode NO_RIGHT_TO_PUBLISH = ProblemCode.denied("METADATA_NO_RIGHT_TO_PUBLISH");
    public static final ProblemCode NOTHING_TO_PUBLISH = ProblemCode.invalid("METADATA_NOTHING_TO_PUBLISH");
    public static final ProblemCode PUBLISH_RUNNING = ProblemCode.conflict("METADATA_PUBLISH_RUNNING");
    public static final ProblemCode UNKNOWN_VERSION = ProblemCode.notFound("METADATA_UNKNOWN_VERSION");
    public static final ProblemCode UNKNOWN_DEFINITION = ProblemCode.notFound("METADATA_UNKNOWN_DEFINITION");
    public static final ProblemCode NO_PACKAGE = ProblemCode.notFound("METADATA_NO_PACKAGE");

    private MetadataProblem() {}
}
