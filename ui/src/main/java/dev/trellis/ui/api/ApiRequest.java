package dev.trellis.ui.api;

import dev.trellis.core.access.Actor;
import dev.trellis.core.problem.Messages;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to the API, as controllers see it. The {@code with…} methods hand over what could be read and answer
 * themselves when it could not.
 */
public final class ApiRequest {

    static final int MOST_BYTES = 8 * 1024 * 1024;
    /** No list of languages that means anything is longer. */
    private static final int MOST_LANGUAGES = 300;
    /** Before the names of an expression's parameters in an address. */
    private static final String NAMED = "p.";

    private static final Pattern ENTITY_TAG = Pattern.compile("\"([0-9]{1,9})\"");

    private final HttpServletRequest servlet;

    ApiRequest(HttpServletRequest servlet) {
        this.servlet = servlet;
    }

    /** Returns who asks; only routes open to everybody may be without one. */
    public Actor.Person actor() {
        if (servlet.getAttribute(Authentication.ACTOR) instanceof Actor.Person person) {
            return person;
        }
        throw new TrellisException("An open route asked for its actor: " + servlet.getRequestURI());
    }

    /** Returns the language of the answer: what the request prefers among ours, else the person's own. */
    public Locale locale() {
        return preferredLocale()
                .orElseGet(() -> servlet.getAttribute(Authentication.ACTOR) instanceof Actor.Person person
                        ? Messages.language(person.locale())
                        : Locale.ENGLISH);
    }

    /** Returns the id under which the log speaks of this request. */
    public String traceId() {
        return TraceId.of(servlet);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(servlet.getParameter(name));
    }

    /** Returns the parameters whose names start with {@code prefix}, without it: {@code p.q=…} as {@code q}. */
    public Map<String, String> parametersUnder(String prefix) {
        var found = new TreeMap<String, String>();
        for (var name : Collections.list(servlet.getParameterNames())) {
            var value = servlet.getParameter(name);
            if (name.startsWith(prefix) && value != null) {
                found.put(name.substring(prefix.length()), value);
            }
        }
        return found;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(servlet.getHeader(name));
    }

    /** Returns the address from which the request came. */
    public String remoteAddress() {
        return servlet.getRemoteAddr();
    }

    /** Reads the body as one JSON object. */
    public ApiResponse withObject(Function<ObjectNode, ApiResponse> use) {
        var bytes = body();
        if (bytes.length > MOST_BYTES) {
            return ApiResponse.refused(
                    413, Problem.at("", ApiProblems.BODY_TOO_LARGE).with("limit", MOST_BYTES));
        }
        return switch (Json.readObject(bytes)) {
            case Json.Reading.Read(var object) -> use.apply(object);
            case Json.Reading.Unreadable(var problem) -> ApiResponse.refused(problem);
        };
    }

    /** Reads the body as it was sent, for callers who have signed it. */
    public ApiResponse withBytes(Function<byte[], ApiResponse> use) {
        var bytes = body();
        return bytes.length > MOST_BYTES
                ? ApiResponse.refused(
                        413, Problem.at("", ApiProblems.BODY_TOO_LARGE).with("limit", MOST_BYTES))
                : use.apply(bytes);
    }

    /** Reads a text that came with the request as one JSON object. */
    public ApiResponse withObject(String text, Function<ObjectNode, ApiResponse> use) {
        return switch (Json.readObject(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            case Json.Reading.Read(var object) -> use.apply(object);
            case Json.Reading.Unreadable(var problem) -> ApiResponse.refused(problem);
        };
    }

    /**
     * Reads a file: the part {@code file} of a form, or else the whole body under the name in the parameter {@code name}.
     * It is gone when the answer is made.
     */
    public ApiResponse withUpload(long mostBytes, Function<Upload, ApiResponse> use) {
        return Upload.read(servlet, mostBytes, use);
    }

    /**
     * Reads the body as one JSON object with the members that the operation takes.
     *
     * @param use reads the members and ends with {@link Body#answer}
     */
    public ApiResponse withBody(Set<String> members, Function<Body, ApiResponse> use) {
        return withObject(json -> use.apply(Body.of(json, members)));
    }

    /** As {@link #withBody}, where the body may be left out. */
    public ApiResponse withOptionalBody(Set<String> members, Function<Body, ApiResponse> use) {
        return servlet.getContentLengthLong() == 0
                ? use.apply(Body.of(Json.object(), members))
                : withBody(members, use);
    }

    /** Answers, unless the address has a parameter that the operation does not know. */
    public ApiResponse withParameters(Set<String> known, Supplier<ApiResponse> use) {
        var problems = Collections.list(servlet.getParameterNames()).stream()
                .filter(name -> !known.contains(name) && !name.startsWith(NAMED))
                .map(name -> Problem.at(name, ApiProblems.PARAMETER_UNKNOWN)
                        .with("given", name)
                        .with("allowed", known.stream().sorted().toList()))
                .toList();
        return problems.isEmpty() ? use.get() : ApiResponse.refused(problems);
    }

    /** Returns the token that the request carries, if it is one of ours in form. */
    public Optional<String> bearerToken() {
        return header("Authorization").flatMap(Authentication::bearer);
    }

    /** Writes a refusal as a problem document, to be a part of a larger answer. */
    public ObjectNode document(ApiResponse refused) {
        return switch (refused.content()) {
            case ApiResponse.Content.Refusal refusal ->
                ProblemDocument.of(refused.status(), refusal, locale(), traceId());
            case ApiResponse.Content.Value ignored -> Json.object();
            case ApiResponse.Content.Nothing ignored -> Json.object();
            case ApiResponse.Content.File ignored -> Json.object();
        };
    }

    /** Reads the version that the caller has seen, from {@code If-Match}. */
    public ApiResponse withVersion(IntFunction<ApiResponse> use) {
        var header = header("If-Match");
        if (header.isEmpty()) {
            return ApiResponse.refused(428, Problem.at("", ApiProblems.IF_MATCH_MISSING));
        }
        var matcher = ENTITY_TAG.matcher(header.get().strip());
        if (!matcher.matches()) {
            return ApiResponse.refused(
                    Problem.at("", ApiProblems.IF_MATCH_MALFORMED).with("given", header.get()));
        }
        return use.apply(Integer.parseInt(matcher.group(1)));
    }

    /** A header that is none says nothing; the container would fail at it. */
    private Optional<Locale> preferredLocale() {
        var header = servlet.getHeader("Accept-Language");
        if (header == null || header.length() > MOST_LANGUAGES) {
            return Optional.empty();
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .filter(locale -> Messages.LANGUAGES.stream()
                            .anyMatch(ours -> ours.getLanguage().equals(locale.getLanguage())))
                    .map(Messages::language)
                    .findFirst();
        } catch (IllegalArgumentException notALanguage) {
            return Optional.empty();
        }
    }

    private byte[] body() {
        try {
            return servlet.getInputStream().readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
