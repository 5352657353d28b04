package dev.trellis.ui.api;

import dev.trellis.core.account.ActorResolver;
import dev.trellis.core.database.UnitOfWork;
import dev.trellis.core.once.KeptAnswers;
import dev.trellis.core.once.KeptAnswers.Call;
import dev.trellis.core.once.KeptAnswers.Kept;
import dev.trellis.core.once.Once;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a mutating call with an {@code Idempotency-Key} out once. Where the call only writes records, key, deed and
 * answer are one transaction; the whole call runs again when it collides, and when the connection was lost at the commit
 * the key tells what became of it. Calls that begin long work (publishing, imports) note the key first: one that stopped
 * in the middle is told as open. A refused call gives its key back.
 */
@Singleton
public final class OnceFilter implements Filter {

    static final String HEADER = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOG = LoggerFactory.getLogger(OnceFilter.class);
    private static final Set<String> MUTATING = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");
    private static final Pattern SIGN_IN = Pattern.compile("/api/v1/auth/token/?");
    private static final Pattern IN_ONE_TRANSACTION =
            Pattern.compile("/api/v1/(records|recycle-bin|tasks|tokens|expressions|forms)/?.*(?<!/import)");
    private static final int SWEEP_EVERY = 500;

    private final KeptAnswers kept;
    private final ActorResolver actors;
    private final UnitOfWork unit;
    private final AtomicInteger calls = new AtomicInteger();

    OnceFilter(KeptAnswers kept, ActorResolver actors, UnitOfWork unit) {
        this.kept = kept;
        this.actors = actors;
        this.unit = unit;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        var request = (HttpServletRequest) servletRequest;
        var response = (HttpServletResponse) servletResponse;
        var key = request.getHeader(HEADER);
        if (key == null
                || !MUTATING.contains(request.getMethod())
                || SIGN_IN.matcher(request.getRequestURI()).matches()) {
            chain.doFilter(request, response);
            return;
        }
        if (!KEY.matcher(key).matches()) {
            refuse(ApiResponse.refused(Problem.at(HEADER, ApiProblems.IDEMPOTENCY_KEY_MALFORMED)), request, response);
            return;
        }
        var user = Optional.ofNullable(request.getHeader("Authorization"))
                .flatMap(Authentication::bearer)
                .flatMap(actors::byToken);
        if (user.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        var replayable = Replayable.of(request);
        var call = Call.of(
                user.get().user(),
                key,
                request.getMethod(),
                request.getRequestURI(),
                String.valueOf(request.getQueryString()),
                String.valueOf(request.getHeader("If-Match")),
                replayable.fingerprint());
        answer(() -> once(call, replayable, response, chain), replayable.again(), response);
        if (calls.incrementAndGet() % SWEEP_EVERY == 0) {
            kept.sweep();
        }
    }

    /** What came of a call: an answer to send, or a refusal to write. */
    private sealed interface Outcome {
        record Sent(Kept answer, boolean isReplay) implements Outcome {}

        record Refused(ApiResponse refusal) implements Outcome {}
    }

    /** Work that may run twice. */
    @FunctionalInterface
    private interface Work {
        Outcome run();
    }

    private static void answer(Work work, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Outcome outcome;
        try {
            outcome = work.run();
        } catch (RuntimeException failure) {
            outcome = new Outcome.Refused(ErrorAnswers.failed(failure, request));
        }
        switch (outcome) {
            case Outcome.Refused(var refusal) -> refuse(refusal, request, response);
            case Outcome.Sent(var answer, var isReplay) -> {
                if (isReplay) {
                    response.setHeader(REPLAYED, "true");
                }
                response.setStatus(answer.status());
                answer.headers().forEach(response::setHeader);
                response.getOutputStream().write(answer.bytes());
            }
        }
    }

    private Outcome once(Call call, Replayable request, HttpServletResponse response, FilterChain chain) {
        if (!IN_ONE_TRANSACTION.matcher(request.path()).matches()) {
            return noted(call, request, response, chain);
        }
        try {
            return unit.run(() -> decided(call, kept.begin(call), request, response, chain));
        } catch (RuntimeException failure) {
            if (!UnitOfWork.isBusy(failure)) {
                throw failure;
            }
            LOG.debug("A call with a key is looked up again", failure);
            return unit.run(() -> decided(call, kept.begin(call), request, response, chain));
        }
    }

    private Outcome decided(Call call, Once once, Replayable request, HttpServletResponse response, FilterChain chain) {
        return switch (once) {
            case Once.Fresh ignored -> carriedOut(call, request, response, chain);
            case Once.Answered(var answer) -> new Outcome.Sent(answer, true);
            case Once.Different ignored ->
                new Outcome.Refused(ApiResponse.refused(Problem.at(HEADER, ApiProblems.IDEMPOTENCY_KEY_REUSED)));
            case Once.Open ignored ->
                new Outcome.Refused(ApiResponse.refused(Problem.at(HEADER, ApiProblems.IDEMPOTENCY_KEY_OPEN)));
        };
    }

    private Outcome carriedOut(Call call, Replayable request, HttpServletResponse response, FilterChain chain) {
        var captured = new CapturedResponse(response);
        try {
            chain.doFilter(request.again(), captured);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ServletException e) {
            throw new TrellisException("The router failed", e);
        }
        var answer = captured.kept();
        if (answer.status() >= 400) {
            kept.free(call);
        } else {
            kept.end(call, answer);
        }
        return new Outcome.Sent(answer, false);
    }

    /** Long work with transactions of its own: the key is noted before and the answer after. */
    private Outcome noted(Call call, Replayable request, HttpServletResponse response, FilterChain chain) {
        var once = kept.begin(call);
        try {
            return decided(call, once, request, response, chain);
        } catch (RuntimeException failure) {
            if (once instanceof Once.Fresh) {
                kept.free(call);
            }
            throw failure;
        }
    }

    private static void refuse(ApiResponse refusal, HttpServletRequest request, HttpServletResponse response) {
        ApiResponseEncoder.write(refusal, request, response);
    }

    /** Tells a text from others that are sent as bytes. */
    static String text(byte[] body) {
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}
