package dev.trellis.core.transfer;

import dev.trellis.core.metadata.EntityDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;

/** What can be said against an import or one of its rows. */
final class TransferProblem {

    static final ProblemCode DUPLICATE_AMBIGUOUS = ProblemCode.invalid("IMPORT_DUPLICATE_AMBIGUOUS");
    static final ProblemCode ENTITY_NOT_FOUND = ProblemCode.notFound("ENTITY_NOT_FOUND");
    static final ProblemCode LINES_ALONE = ProblemCode.invalid("IMPORT_LINES_ALONE");
    static final ProblemCode NO_DATA = ProblemCode.invalid("IMPORT_NO_DATA");
    static final ProblemCode NO_COLUMNS = ProblemCode.invalid("IMPORT_NO_COLUMNS");
    static final ProblemCode NO_SUCH_COLUMN = ProblemCode.invalid("IMPORT_NO_SUCH_COLUMN");
    static final ProblemCode FIELD_TWICE = ProblemCode.invalid("IMPORT_FIELD_TWICE");
    static final ProblemCode UNKNOWN_FIELD = ProblemCode.invalid("UNKNOWN_FIELD");
    static final ProblemCode READ_ONLY = ProblemCode.invalid("IMPORT_READ_ONLY");
    static final ProblemCode KEY_MISSING = ProblemCode.invalid("IMPORT_KEY_MISSING");
    static final ProblemCode KEY_NOT_MAPPED = ProblemCode.invalid("IMPORT_KEY_NOT_MAPPED");
    static final ProblemCode KEY_NOT_USABLE = ProblemCode.invalid("IMPORT_KEY_NOT_USABLE");
    static final ProblemCode BY_UNKNOWN = ProblemCode.invalid("IMPORT_BY_UNKNOWN");
    static final ProblemCode WRONG_STATE = ProblemCode.conflict("IMPORT_WRONG_STATE");
    static final ProblemCode PERSON_GONE = ProblemCode.denied("IMPORT_PERSON_GONE");
    static final ProblemCode BROKEN = new ProblemCode("IMPORT_BROKEN", ProblemCode.Category.INTERNAL);

    static final ProblemCode KEY_BLANK = ProblemCode.invalid("ROW_KEY_BLANK");
    static final ProblemCode KEY_UNKNOWN = ProblemCode.invalid("ROW_KEY_UNKNOWN");
    static final ProblemCode KEY_AMBIGUOUS = ProblemCode.invalid("ROW_KEY_AMBIGUOUS");
    static final ProblemCode REFERENCE_UNKNOWN = ProblemCode.invalid("ROW_REFERENCE_UNKNOWN");
    static final ProblemCode REFERENCE_AMBIGUOUS = ProblemCode.invalid("ROW_REFERENCE_AMBIGUOUS");
    static final ProblemCode TWICE_IN_FILE = ProblemCode.invalid("ROW_TWICE_IN_FILE");
    static final ProblemCode CHANGED_MEANWHILE = ProblemCode.conflict("ROW_CHANGED_MEANWHILE");
    static final ProblemCode RECORD_GONE = ProblemCode.notFound("ROW_RECORD_GONE");
    static final ProblemCode CHANGED_SINCE = ProblemCode.conflict("UNDO_CHANGED_SINCE");

    private TransferProblem() {}

    static Problem mayNot(Verb verb, EntityDefinition entity) {
        return Problem.at("", ProblemCode.denied("MAY_NOT_" + verb.name())).with("entity", entity.label());
    }

    static Problem entityNotFound(String entity) {
        return Problem.at("", ENTITY_NOT_FOUND).with("entity", entity);
    }
}
