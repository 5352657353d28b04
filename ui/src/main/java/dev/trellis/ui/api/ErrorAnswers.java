package dev.trellis.ui.api;

import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever the router refuses, and whatever a controller throws, into a problem document. */
@Singleton
@Replaces(ErrorResponseProcessor.class)
final class ErrorAnswers implements ErrorResponseProcessor<ApiResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    ErrorAnswers() {}

    @Override
    public MutableHttpResponse<ApiResponse> processResponse(ErrorContext error, MutableHttpResponse<?> base) {
        var answer = answer(error, base);
        return base.status(answer.status()).body(answer);
    }

    private static ApiResponse answer(ErrorContext error, MutableHttpResponse<?> base) {
        var request = error.getRequest();
        return switch (base.code()) {
            case 404 ->
                ApiResponse.refused(Problem.at("", ApiProblems.ROUTE_NOT_FOUND).with("path", request.getPath()));
            case 405 -> methodNotAllowed(request, base);
            case 406 -> ApiResponse.refused(406, Problem.at("", ApiProblems.NOT_ACCEPTABLE));
            case 413 ->
                ApiResponse.refused(
                        413, Problem.at("", ApiProblems.BODY_TOO_LARGE).with("limit", 0));
            case 415 ->
                ApiResponse.refused(
                        415,
                        Problem.at("", ApiProblems.MEDIA_TYPE_UNSUPPORTED)
                                .with("given", request.getHeaders().get(HttpHeaders.CONTENT_TYPE, String.class, "")));
            default ->
                base.code() < 500 ? ApiResponse.refused(Problem.at("", ApiProblems.BAD_REQUEST)) : internal(error);
        };
    }

    private static ApiResponse methodNotAllowed(HttpRequest<?> request, MutableHttpResponse<?> base) {
        var allowed = base.getHeaders().get(HttpHeaders.ALLOW, String.class, "");
        var answer = ApiResponse.refused(
                405,
                Problem.at("", ApiProblems.METHOD_NOT_ALLOWED)
                        .with("method", request.getMethodName())
                        .with("allowed", allowed));
        return allowed.isEmpty() ? answer : answer.with(HttpHeaders.ALLOW, allowed);
    }

    private static ApiResponse internal(ErrorContext error) {
        var servlet = ApiRequestBinder.servlet(error.getRequest());
        return failed(error.getRootCause().orElseGet(() -> new TrellisException("Without a cause")), servlet);
    }

    /** Answers a call that broke: it may come again where the database was busy or away, else it is our fault. */
    static ApiResponse failed(Throwable failure, HttpServletRequest servlet) {
        if (UnitOfWork.isBusy(failure)) {
            LOG.warn("Trace {}: the database is busy or away", TraceId.of(servlet), failure);
            return ApiResponse.refused(503, Problem.at("", ApiProblems.DATABASE_BUSY))
                    .with("Retry-After", "1");
        }
        LOG.error("Trace {}: {} {} failed", TraceId.of(servlet), servlet.getMethod(), servlet.getRequestURI(), failure);
        return ApiResponse.refused(Problem.at("", ApiProblems.INTERNAL_ERROR).with("trace", TraceId.of(servlet)));
    }
}
