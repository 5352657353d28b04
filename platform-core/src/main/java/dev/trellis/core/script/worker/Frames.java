package dev.trellis.core.script.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What goes over the pipe: texts, each behind its length in bytes. Both ends refuse what is too long. */
public final class Frames {

    /** Of a whole batch of argument rows, or of a source. */
    public static final int MAX_REQUEST = 4_000_000;

    /** Of the answer for one row. */
    public static final int MAX_ANSWER = 200_000;

    private Frames() {}

    public static void write(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads one text; a length that is not allowed breaks the connection. */
    public static String read(DataInputStream in, int max) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > max) {
            throw new IOException("A frame of " + length + " bytes; at most " + max + " are allowed");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
