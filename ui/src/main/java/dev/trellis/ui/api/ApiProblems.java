package dev.trellis.ui.api;

import dev.trellis.core.problem.ProblemCode;

/** What can be wrong with a request before any feature looks at it. */
final class ApiProblems {

    static final ProblemCode BAD_REQUEST = ProblemCode.malformed("BAD_REQUEST");
    static final ProblemCode BODY_MISSING = ProblemCode.malformed("BODY_MISSING");
    static final ProblemCode BODY_NOT_AN_OBJECT = ProblemCode.malformed("BODY_NOT_AN_OBJECT");
    static final ProblemCode BODY_TOO_LARGE = ProblemCode.malformed("BODY_TOO_LARGE");
    static final ProblemCode UPLOAD_MISSING = ProblemCode.malformed("UPLOAD_MISSING");
    static final ProblemCode UPLOAD_TOO_LARGE = ProblemCode.malformed("UPLOAD_TOO_LARGE");
    static final ProblemCode JSON_MALFORMED = ProblemCode.malformed("JSON_MALFORMED");
    static final ProblemCode JSON_TOO_COMPLEX = ProblemCode.malformed("JSON_TOO_COMPLEX");
    static final ProblemCode NUMBER_OUT_OF_RANGE = ProblemCode.malformed("JSON_NUMBER_OUT_OF_RANGE");
    static final ProblemCode MEMBER_MISSING = ProblemCode.malformed("MEMBER_MISSING");
    static final ProblemCode MEMBER_WRONG_TYPE = ProblemCode.malformed("MEMBER_WRONG_TYPE");
    static final ProblemCode MEMBER_UNKNOWN = ProblemCode.malformed("MEMBER_UNKNOWN");
    static final ProblemCode PARAMETER_UNKNOWN = ProblemCode.malformed("PARAMETER_UNKNOWN");
    static final ProblemCode IF_MATCH_MISSING = ProblemCode.malformed("IF_MATCH_MISSING");
    static final ProblemCode IF_MATCH_MALFORMED = ProblemCode.malformed("IF_MATCH_MALFORMED");
    static final ProblemCode ROUTE_NOT_FOUND = ProblemCode.notFound("ROUTE_NOT_FOUND");
    static final ProblemCode METHOD_NOT_ALLOWED = ProblemCode.malformed("METHOD_NOT_ALLOWED");
    static final ProblemCode NOT_ACCEPTABLE = ProblemCode.malformed("NOT_ACCEPTABLE");
    static final ProblemCode MEDIA_TYPE_UNSUPPORTED = ProblemCode.malformed("MEDIA_TYPE_UNSUPPORTED");
    static final ProblemCode NOT_SIGNED_IN = ProblemCode.denied("NOT_SIGNED_IN");
    static final ProblemCode TOKEN_NOT_VALID = ProblemCode.denied("TOKEN_NOT_VALID");
    static final ProblemCode TOKEN_DOES_NOT_REACH = ProblemCode.denied("TOKEN_DOES_NOT_REACH");
    static final ProblemCode TOO_MANY_REQUESTS = ProblemCode.conflict("TOO_MANY_REQUESTS");
    static final ProblemCode DATABASE_BUSY = ProblemCode.conflict("DATABASE_BUSY");
    static final ProblemCode IDEMPOTENCY_KEY_MALFORMED = ProblemCode.malformed("IDEMPOTENCY_KEY_MALFORMED");
    static final ProblemCode IDEMPOTENCY_KEY_REUSED = ProblemCode.invalid("IDEMPOTENCY_KEY_REUSED");
    static final ProblemCode IDEMPOTENCY_KEY_OPEN = ProblemCode.conflict("IDEMPOTENCY_KEY_OPEN");
    static final ProblemCode INTERNAL_ERROR = new ProblemCode("INTERNAL_ERROR", ProblemCode.Category.INTERNAL);

    private ApiProblems() {}
}
