package dev.trellis.core.field;

import java.util.List;

/**
 * Which files a field takes.
 *
 * @param kinds media types as the content shows them; empty for all
 * @param megabytes the largest
 * @param redrawn whether pictures are drawn anew, so that nothing but the picture is kept
 */
public record FileRules(List<String> kinds, int megabytes, boolean redrawn) {

    /** The kinds of pictures that the platform can draw anew. */
    public static final List<String> PICTURES = List.of("image/png", "image/jpeg", "image/gif", "image/bmp");

    public FileRules {
        kinds = List.copyOf(kinds);
    }
}
