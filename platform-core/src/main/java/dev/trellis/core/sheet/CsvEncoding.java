package dev.trellis.core.sheet;

import dev.trellis.core.problem.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds out in which charset a text file is written: by its mark, by the zeros of UTF-16, as UTF-8 if all of it is valid,
 * else as GB18030, in which Chinese spreadsheet programs write.
 *
 * @param markBytes how many bytes the mark takes
 */
record CsvEncoding(Charset charset, int markBytes) {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int SAMPLE = 4_096;

    static CsvEncoding of(Path file) throws IOException {
        var start = start(file);
        if (begins(start, 0xEF, 0xBB, 0xBF)) {
            return new CsvEncoding(StandardCharsets.UTF_8, 3);
        }
        if (begins(start, 0xFF, 0xFE)) {
            return new CsvEncoding(StandardCharsets.UTF_16LE, 2);
        }
        if (begins(start, 0xFE, 0xFF)) {
            return new CsvEncoding(StandardCharsets.UTF_16BE, 2);
        }
        var wide = unmarkedUtf16(start);
        if (wide != null) {
            return new CsvEncoding(wide, 0);
        }
        if (isValid(file, StandardCharsets.UTF_8)) {
            return new CsvEncoding(StandardCharsets.UTF_8, 0);
        }
        if (isValid(file, GB18030)) {
            return new CsvEncoding(GB18030, 0);
        }
        throw new SheetTrouble(Problem.at("", SheetProblem.FILE_NOT_TEXT));
    }

    private static byte[] start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(SAMPLE);
        }
    }

    private static boolean begins(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Delimiters and digits leave a zero beside them. Text in other charsets has none at all. */
    private static @org.jspecify.annotations.Nullable Charset unmarkedUtf16(byte[] bytes) {
        int even = 0;
        int odd = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                if (i % 2 == 0) {
                    even++;
                } else {
                    odd++;
                }
            }
        }
        if (even == 0 && odd == 0) {
            return null;
        }
        if (odd > 0 && even * 10 < odd) {
            return StandardCharsets.UTF_16LE;
        }
        if (even > 0 && odd * 10 < even) {
            return StandardCharsets.UTF_16BE;
        }
        throw new SheetTrouble(Problem.at("", SheetProblem.FILE_NOT_TEXT));
    }

    private static boolean isValid(Path file, Charset charset) throws IOException {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.allocate(1 << 16);
        var chars = CharBuffer.allocate(1 << 16);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            boolean ended = false;
            while (!ended) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                ended = read < 0;
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                for (; ; ) {
                    chars.clear();
                    var result = decoder.decode(bytes, chars, ended);
                    if (result.isError()) {
                        return false;
                    }
                    if (result.isUnderflow()) {
                        break;
                    }
                }
                bytes.compact();
            }
        }
        return true;
    }
}
