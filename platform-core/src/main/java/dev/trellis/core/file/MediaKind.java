package dev.trellis.core.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Tells what a file is by its first bytes, whatever it is called; only Office's packages are told apart by the name. */
final class MediaKind {

    /** How much of a file is looked at. */
    static final int LOOKED_AT = 4096;

    static final String UNKNOWN = "application/octet-stream";

    /** The bytes stand as characters, one for each. */
    private record Mark(int at, String bytes, String type) {}

    private static final List<Mark> MARKS = List.of(
            mark(0, "image/png", 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A),
            mark(0, "image/jpeg", 0xFF, 0xD8, 0xFF),
            mark(0, "image/gif", 'G', 'I', 'F', '8'),
            mark(0, "image/bmp", 'B', 'M'),
            mark(8, "image/webp", 'W', 'E', 'B', 'P'),
            mark(0, "application/pdf", '%', 'P', 'D', 'F', '-'),
            mark(0, "application/zip", 'P', 'K', 3, 4),
            mark(0, "application/gzip", 0x1F, 0x8B),
            mark(0, "application/x-ole-storage", 0xD0, 0xCF, 0x11, 0xE0),
            mark(0, "application/x-dosexec", 'M', 'Z'),
            mark(4, "video/mp4", 'f', 't', 'y', 'p'),
            mark(0, "audio/mpeg", 'I', 'D', '3'));

    private MediaKind() {}

    static String of(byte[] beginning, String name) {
        var start = new String(beginning, StandardCharsets.ISO_8859_1);
        for (var mark : MARKS) {
            if (start.startsWith(mark.bytes(), mark.at())) {
                return mark.type().equals("application/zip") ? packaged(name) : mark.type();
            }
        }
        return text(beginning);
    }

    private static String packaged(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".docx")) {
            return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        }
        if (lower.endsWith(".xlsx")) {
            return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        }
        return lower.endsWith(".pptx")
                ? "application/vnd.openxmlformats-officedocument.presentationml.presentation"
                : "application/zip";
    }

    /** A picture made of XML is a program for the browser: it is told from a plain text. */
    private static String text(byte[] beginning) {
        for (byte b : beginning) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
                return UNKNOWN;
            }
        }
        try {
            // The last character may be cut in half.
            int end = beginning.length;
            while (end > 0 && end > beginning.length - 4 && (beginning[end - 1] & 0xC0) == 0x80) {
                end--;
            }
            if (end > 0 && end < beginning.length + 1 && (beginning[end - 1] & 0xC0) == 0xC0) {
                end--;
            }
            var decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(beginning, 0, beginning.length < LOOKED_AT ? beginning.length : end))
                    .toString();
            var lower = decoded.stripLeading().toLowerCase(Locale.ROOT);
            if (lower.contains("<svg")) {
                return "image/svg+xml";
            }
            if (lower.contains("<html") || lower.startsWith("<!doctype") || lower.contains("<script")) {
                return "text/html";
            }
            return lower.startsWith("<?xml") ? "application/xml" : "text/plain";
        } catch (CharacterCodingException notText) {
            return UNKNOWN;
        }
    }

    private static Mark mark(int at, String type, int... bytes) {
        return new Mark(at, new String(bytes, 0, bytes.length), type);
    }
}
