package dev.trellis.ui.api;

import dev.trellis.core.access.TokenScope;
import dev.trellis.core.access.TokenScope.Area;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which part of the API an address belongs to, for tokens that open only some. What nobody thought of is closed. */
final class TokenAreas {

    private static final Pattern RECORDS = Pattern.compile(
            "/api/v1/(records|recycle-bin|forms|views|expressions|jobs|files|me|openapi\\.json|auth/token)(/.*)?"
                    + "|/api/v1/search/?");
    private static final Pattern APPROVALS =
            Pattern.compile("/api/v1/(tasks(/.*)?|records/[^/]+/[^/]+/approval(/.*)?)");
    private static final Pattern METADATA = Pattern.compile("/api/v1/(metadata|packages)(/.*)?");
    private static final Pattern TOKENS = Pattern.compile("/api/v1/tokens(/.*)?");

    private TokenAreas() {}

    /** Tells whether a token of this scope may come to an address; a token never makes or shows tokens. */
    static boolean isOpen(TokenScope scope, String path) {
        if (TOKENS.matcher(path).matches()) {
            return false;
        }
        return area(path).map(scope.areas()::contains).orElse(true);
    }

    private static Optional<Area> area(String path) {
        if (APPROVALS.matcher(path).matches()) {
            return Optional.of(Area.APPROVALS);
        }
        if (METADATA.matcher(path).matches()) {
            return Optional.of(Area.METADATA);
        }
        return RECORDS.matcher(path).matches() ? Optional.empty() : Optional.of(Area.ADMINISTRATION);
    }
}
