package dev.trellis.core.file;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Draws pictures anew: nothing that is not seen comes along, neither places where they were taken nor other files. */
final class Pictures {

    private static final long MOST_PIXELS = 40_000_000;

    private Pictures() {}

    /** A picture drawn anew. */
    record Drawn(Path file, String mediaType) {}

    /** Returns the picture in a new file; empty where it cannot be read or is too large to be drawn. */
    static Optional<Drawn> redraw(Path original, String mediaType) throws IOException {
        try (var input = ImageIO.createImageInputStream(original.toFile())) {
            var readers = input == null ? null : ImageIO.getImageReaders(input);
            if (readers == null || !readers.hasNext()) {
                return Optional.empty();
            }
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                    return Optional.empty();
                }
                return Optional.of(draw(reader.read(0), mediaType));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();
        }
    }

    private static Drawn draw(BufferedImage seen, String mediaType) throws IOException {
        boolean isPhoto = mediaType.equals("image/jpeg");
        var drawn = new BufferedImage(
                seen.getWidth(), seen.getHeight(), isPhoto ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        var pen = drawn.createGraphics();
        if (isPhoto) {
            pen.setColor(Color.WHITE);
            pen.fillRect(0, 0, drawn.getWidth(), drawn.getHeight());
        }
        pen.drawImage(seen, 0, 0, null);
        pen.dispose();
        var file = Files.createTempFile("trellis-picture", ".tmp");
        if (!ImageIO.write(drawn, isPhoto ? "jpg" : "png", file.toFile())) {
            throw new IOException("No writer for pictures");
        }
        return new Drawn(file, isPhoto ? "image/jpeg" : "image/png");
    }
}
