package dev.trellis.core.file;

import dev.trellis.core.problem.TrellisException;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which bucket keeps the files and how it is reached; refuses settings that cannot be meant. */
@Singleton
@Requires(property = S3Settings.BUCKET)
final class S3Settings {

    static final String BUCKET = "trellis.files.s3.bucket";

    private static final String ENDPOINT = "trellis.files.s3.endpoint";
    private static final String REGION = "trellis.files.s3.region";
    private static final String PREFIX = "trellis.files.s3.prefix";
    private static final String PATH_STYLE = "trellis.files.s3.path-style";
    private static final String ACCESS_KEY = "trellis.files.s3.access-key";
    private static final String SECRET_KEY = "trellis.files.s3.secret-key";

    private final String bucket;
    private final @Nullable URI endpoint;
    private final String region;
    private final String prefix;
    private final boolean pathStyle;
    private final @Nullable Keys keys;

    S3Settings(
            @Property(name = BUCKET) String bucket,
            @Property(name = ENDPOINT) @Nullable String endpoint,
            @Property(name = REGION, defaultValue = "us-east-1") String region,
            @Property(name = PREFIX, defaultValue = "") String prefix,
            @Property(name = PATH_STYLE, defaultValue = "false") boolean pathStyle,
            @Property(name = ACCESS_KEY) @Nullable String accessKey,
            @Property(name = SECRET_KEY) @Nullable String secretKey,
            @Property(name = FolderContent.SETTING) @Nullable String folder) {
        if (folder != null) {
            throw new TrellisException("Files are kept in one place: set either " + FolderContent.SETTING + " or "
                    + BUCKET + ", not both");
        }
        if (bucket.isBlank()) {
            throw new TrellisException(BUCKET + " is empty: name the bucket, or leave the setting out");
        }
        if ((accessKey == null) != (secretKey == null)) {
            throw new TrellisException("Set both " + ACCESS_KEY + " and " + SECRET_KEY
                    + ", or neither: then the keys come from the environment, the profile or the machine");
        }
        this.bucket = bucket;
        this.endpoint = endpoint == null ? null : address(endpoint);
        this.region = region;
        this.prefix = prefix;
        this.pathStyle = pathStyle;
        this.keys = accessKey == null || secretKey == null ? null : new Keys(accessKey, secretKey);
    }

    /** What signs the calls. */
    record Keys(String access, String secret) {
        @Override
        public String toString() {
            return access + ":***";
        }
    }

    private static URI address(String text) {
        try {
            var address = URI.create(text.strip());
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException none) {
            throw new TrellisException(ENDPOINT + " is no address: " + text, none);
        }
        throw new TrellisException(ENDPOINT + " must be an address like https://s3.example.com, not: " + text);
    }

    String bucket() {
        return bucket;
    }

    /** The server's address; empty for that of Amazon in the region. */
    Optional<URI> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    String region() {
        return region;
    }

    /** What every key of an object begins with. */
    String prefix() {
        return prefix;
    }

    /** Whether the bucket stands in the path and not in the host's name, as most servers other than Amazon's want it. */
    boolean pathStyle() {
        return pathStyle;
    }

    /** The keys as configured; empty where the usual places are to be searched for them. */
    Optional<Keys> keys() {
        return Optional.ofNullable(keys);
    }
}
