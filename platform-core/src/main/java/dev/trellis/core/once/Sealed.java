package dev.trellis.core.once;

import dev.trellis.core.problem.TrellisException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Locks bytes with a text that only the caller has; the database alone cannot read them. */
final class Sealed {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sealed() {}

    static byte[] seal(String secret, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var locked = cipher(Cipher.ENCRYPT_MODE, secret, nonce, plain, 0);
        var sealed = Arrays.copyOf(nonce, NONCE_BYTES + locked.length);
        System.arraycopy(locked, 0, sealed, NONCE_BYTES, locked.length);
        return sealed;
    }

    static byte[] open(String secret, byte[] sealed) {
        return cipher(Cipher.DECRYPT_MODE, secret, Arrays.copyOf(sealed, NONCE_BYTES), sealed, NONCE_BYTES);
    }

    static String fingerprint(String... parts) {
        var digest = sha256();
        for (var part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] cipher(int mode, String secret, byte[] nonce, byte[] bytes, int from) {
        try {
            var digest = sha256();
            digest.update("answer\0".getBytes(StandardCharsets.UTF_8));
            var key = new SecretKeySpec(digest.digest(secret.getBytes(StandardCharsets.UTF_8)), "AES");
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(bytes, from, bytes.length - from);
        } catch (GeneralSecurityException e) {
            throw new TrellisException("A kept answer cannot be locked or opened", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new TrellisException("This Java has no SHA-256", e);
        }
    }
}
