package dev.trellis.core.vault;

import dev.trellis.core.database.Database;
import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals with AES-256 in GCM under a key derived from the master key. What is sealed is bound to a place and opens only
 * there, and any change to it is noticed. The key is asked for when the first value needs it.
 */
@Singleton
public final class Vault {

    private static final String MARK = "v1:";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Database database;
    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<@Nullable SecretKeySpec> key = new AtomicReference<>();

    Vault(Database database) {
        this.database = database;
    }

    /** Seals a text; the same text never looks the same twice. */
    public String seal(String place, String text) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var sealed = crypt(Cipher.ENCRYPT_MODE, nonce, place, text.getBytes(StandardCharsets.UTF_8));
        var whole = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed);
        return MARK + Base64.getEncoder().encodeToString(whole.array());
    }

    /**
     * Opens what {@link #seal} made for the same place.
     *
     * @throws TrellisException if it was changed, belongs elsewhere or was sealed under another key
     */
    public String open(String place, String sealed) {
        if (!sealed.startsWith(MARK)) {
            throw new TrellisException("A sealed value of " + place + " is not sealed");
        }
        var whole = Base64.getDecoder().decode(sealed.substring(MARK.length()));
        var nonce = java.util.Arrays.copyOf(whole, NONCE_BYTES);
        var rest = java.util.Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
        return new String(crypt(Cipher.DECRYPT_MODE, nonce, place, rest), StandardCharsets.UTF_8);
    }

    private byte[] crypt(int mode, byte[] nonce, String place, byte[] bytes) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new TrellisException("A sealed value of " + place + " cannot be read with this master key", e);
        }
    }

    private SecretKeySpec key() throws GeneralSecurityException {
        var there = key.get();
        if (there != null) {
            return there;
        }
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(database.masterKey().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var made = new SecretKeySpec(mac.doFinal("trellis fields v1".getBytes(StandardCharsets.UTF_8)), "AES");
        key.set(made);
        return made;
    }
}
