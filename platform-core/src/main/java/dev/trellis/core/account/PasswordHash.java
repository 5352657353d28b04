package dev.trellis.core.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with Argon2id: 19 MiB, two passes, one lane, a salt each, in the usual text form. Few at a time, for
 * each takes its memory.
 */
final class PasswordHash {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final String PREFIX = "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(MEMORY_KIB, PASSES, LANES);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Semaphore AT_ONCE =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    /** Of a password that nobody knows: verifying against it takes as long as against a real one. */
    private static final String NOBODYS = of(Base64.getEncoder().encodeToString(random(SALT_BYTES)));

    private PasswordHash() {}

    static String of(String password) {
        var salt = random(SALT_BYTES);
        var encoder = Base64.getEncoder().withoutPadding();
        return PREFIX + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash(password, salt));
    }

    /** Compares in a time that tells nothing. */
    static boolean matches(String password, String stored) {
        if (!stored.startsWith(PREFIX)) {
            return false;
        }
        var parts = stored.substring(PREFIX.length()).split("\\$");
        var decoder = Base64.getDecoder();
        return MessageDigest.isEqual(hash(password, decoder.decode(parts[0])), decoder.decode(parts[1]));
    }

    /** Spends the time of a comparison, for an account that does not exist. */
    static void matchNobody(String password) {
        var _ = matches(password, NOBODYS);
    }

    private static byte[] hash(String password, byte[] salt) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(LANES)
                .withSalt(salt)
                .build());
        var hash = new byte[HASH_BYTES];
        var bytes = Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        AT_ONCE.acquireUninterruptibly();
        try {
            generator.generateBytes(bytes, hash);
        } finally {
            AT_ONCE.release();
        }
        return hash;
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
