package dev.trellis.core.record;

import dev.trellis.core.metadata.FieldDefinition;
import dev.trellis.core.metadata.RoleDefinition.Verb;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;

/** What the gate may have against a request. */
final class RecordProblem {

    static final ProblemCode UNKNOWN_FIELD = ProblemCode.invalid("UNKNOWN_FIELD");
    static final ProblemCode UNKNOWN_FIELD_ASKED = ProblemCode.malformed("UNKNOWN_FIELD");
    static final ProblemCode UNKNOWN_ENTITY = ProblemCode.malformed("UNKNOWN_ENTITY");
    static final ProblemCode NOT_SORTABLE = ProblemCode.malformed("NOT_SORTABLE");
    static final ProblemCode NOT_FILTERABLE = ProblemCode.malformed("NOT_FILTERABLE");
    static final ProblemCode NOT_MEASURABLE = ProblemCode.malformed("NOT_MEASURABLE");
    static final ProblemCode MEASURE_WITHOUT_PATH = ProblemCode.malformed("MEASURE_WITHOUT_PATH");
    static final ProblemCode FIELD_MASKED = ProblemCode.malformed("FIELD_MASKED");
    static final ProblemCode BAD_CURSOR = ProblemCode.malformed("BAD_CURSOR");
    static final ProblemCode BAD_LIMIT = ProblemCode.malformed("BAD_LIMIT");
    static final ProblemCode READ_ONLY_FIELD = ProblemCode.invalid("READ_ONLY_FIELD");
    static final ProblemCode FIELD_NOT_WRITABLE = ProblemCode.denied("FIELD_NOT_WRITABLE");
    static final ProblemCode REQUIRED = ProblemCode.invalid("REQUIRED");
    static final ProblemCode TREE_CIRCLE = ProblemCode.invalid("TREE_CIRCLE");
    static final ProblemCode TREE_TOO_DEEP = ProblemCode.invalid("TREE_TOO_DEEP");
    static final ProblemCode NOT_UNIQUE = ProblemCode.invalid("NOT_UNIQUE");
    static final ProblemCode STILL_REFERRED_TO = ProblemCode.conflict("STILL_REFERRED_TO");
    static final ProblemCode TOO_MUCH_GOES = ProblemCode.conflict("TOO_MUCH_GOES");
    static final ProblemCode DUPLICATE = ProblemCode.invalid("DUPLICATE");
    static final ProblemCode DUPLICATE_ELSEWHERE = ProblemCode.invalid("DUPLICATE_ELSEWHERE");
    static final ProblemCode REFERENCE_NOT_FOUND = ProblemCode.invalid("REFERENCE_NOT_FOUND");
    static final ProblemCode UNKNOWN_LINE = ProblemCode.invalid("UNKNOWN_LINE");
    static final ProblemCode LINES_EXPECTED = ProblemCode.invalid("LINES_EXPECTED");
    static final ProblemCode LINE_WITHOUT_PARENT = ProblemCode.invalid("LINE_WITHOUT_PARENT");
    static final ProblemCode VALIDATION_FAILED = ProblemCode.invalid("VALIDATION_FAILED");
    static final ProblemCode VALIDATION_UNAVAILABLE = ProblemCode.invalid("VALIDATION_UNAVAILABLE");
    static final ProblemCode RECORD_LOCKED = ProblemCode.locked("RECORD_LOCKED");

    private RecordProblem() {}

    static Problem mayNot(Verb verb, Shape shape) {
        return Problem.at("", ProblemCode.denied("MAY_NOT_" + verb.name()))
                .with("entity", shape.entity().label());
    }

    /** The same for a field that is hidden and for one that does not exist; proposes only fields that exist. */
    static Problem unknownField(ProblemCode code, String path, String name, Shape shape, VisibleSchema schema) {
        return Problem.at(path, code)
                .with("name", name)
                .with("entity", shape.entity().label())
                .with(
                        "allowed",
                        schema.fields(shape.id()).stream()
                                .map(FieldDefinition::id)
                                .toList());
    }

    static Problem of(ProblemCode code, String path, FieldShape field) {
        return Problem.at(path, code).with("field", field.definition().label());
    }
}
