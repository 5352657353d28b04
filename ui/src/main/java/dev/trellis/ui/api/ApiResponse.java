package dev.trellis.ui.api;

import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode.Category;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer of the API. Problems are told in the caller's language when the answer is written.
 *
 * @param headers beyond those that every answer has
 */
public record ApiResponse(int status, Map<String, String> headers, Content content) {

    public ApiResponse {
        headers = Map.copyOf(headers);
    }

    /** What the answer carries. */
    public sealed interface Content {

        /** A tree, a record or a map, written as JSON. */
        record Value(Object value) implements Content {}

        record Nothing() implements Content {}

        /**
         * A file for download, written as it is made.
         *
         * @param name with its extension
         */
        record File(String mediaType, String name, Body body) implements Content {}

        /**
         * A problem document.
         *
         * @param members facts beyond the standard ones, e.g. the current version
         */
        record Refusal(List<Problem> problems, Map<String, Object> members) implements Content {
            public Refusal {
                problems = List.copyOf(problems);
                members = Map.copyOf(members);
            }
        }
    }

    /** Writes a file. What fails on the way breaks the download off. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    public static ApiResponse file(String mediaType, String name, Body body) {
        return new ApiResponse(200, Map.of(), new Content.File(mediaType, name, body));
    }

    public static ApiResponse ok(Object value) {
        return new ApiResponse(200, Map.of(), new Content.Value(value));
    }

    public static ApiResponse created(String location, Object value) {
        return new ApiResponse(201, Map.of("Location", location), new Content.Value(value));
    }

    public static ApiResponse accepted(Object value) {
        return new ApiResponse(202, Map.of(), new Content.Value(value));
    }

    public static ApiResponse nothing() {
        return new ApiResponse(204, Map.of(), new Content.Nothing());
    }

    /** Refuses with the status that the problems' categories say. */
    public static ApiResponse refused(List<Problem> problems) {
        return refused(status(problems), problems);
    }

    public static ApiResponse refused(Problem problem) {
        return refused(List.of(problem));
    }

    public static ApiResponse refused(int status, Problem problem) {
        return refused(status, List.of(problem));
    }

    public static ApiResponse refused(int status, List<Problem> problems) {
        return new ApiResponse(status, Map.of(), new Content.Refusal(problems, Map.of()));
    }

    /** Returns this answer with one more header. */
    public ApiResponse with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiResponse(status, more, content);
    }

    /** Returns this answer with the version of what it shows as {@code ETag}. */
    public ApiResponse withVersion(int version) {
        return with("ETag", "\"" + version + "\"");
    }

    /** Returns this refusal with one more member in its problem document. */
    public ApiResponse withMember(String name, Object value) {
        return switch (content) {
            case Content.Refusal(var problems, var members) -> {
                var more = new LinkedHashMap<>(members);
                more.put(name, value);
                yield new ApiResponse(status, headers, new Content.Refusal(problems, more));
            }
            case Content.Value ignored -> this;
            case Content.Nothing ignored -> this;
            case Content.File ignored -> this;
        };
    }

    private static int status(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.code().category())
                .max((left, right) -> Integer.compare(weight(left), weight(right)))
                .map(ApiResponse::status)
                .orElse(422);
    }

    private static int status(Category category) {
        return switch (category) {
            case MALFORMED -> 400;
            case INVALID -> 422;
            case CONFLICT -> 409;
            case STALE -> 412;
            case DENIED -> 403;
            case NOT_FOUND -> 404;
            case LOCKED -> 423;
            case UNAVAILABLE -> 503;
            case INTERNAL -> 500;
        };
    }

    /** Among several problems the one that must be solved first gives the status. */
    private static int weight(Category category) {
        return switch (category) {
            case INVALID -> 0;
            case CONFLICT -> 1;
            case STALE -> 2;
            case LOCKED -> 3;
            case DENIED -> 4;
            case NOT_FOUND -> 5;
            case MALFORMED -> 6;
            case UNAVAILABLE -> 7;
            case INTERNAL -> 8;
        };
    }
}
