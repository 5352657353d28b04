package dev.trellis.ui.api;

import dev.trellis.core.problem.Problem;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A file that came with a request.
 *
 * @param file on disk until the answer is made
 * @param name as the sender calls it, without folders
 * @param texts the other parts of the form, or the parameters of the address
 */
public record Upload(Path file, String name, Map<String, String> texts) {

    private static final String MULTIPART = "org.eclipse.jetty.multipartConfig";
    private static final int IN_MEMORY = 64 * 1024;
    private static final int MOST_TEXT = 1024 * 1024;

    public Upload {
        texts = Map.copyOf(texts);
    }

    public Optional<String> text(String part) {
        return Optional.ofNullable(texts.get(part));
    }

    static ApiResponse read(HttpServletRequest request, long mostBytes, Function<Upload, ApiResponse> use) {
        var type = request.getContentType();
        try {
            return type != null && type.toLowerCase(java.util.Locale.ROOT).startsWith("multipart/form-data")
                    ? form(request, mostBytes, use)
                    : body(request, mostBytes, use);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ApiResponse form(HttpServletRequest request, long mostBytes, Function<Upload, ApiResponse> use)
            throws IOException {
        request.setAttribute(
                MULTIPART,
                new MultipartConfigElement(
                        System.getProperty("java.io.tmpdir"), mostBytes, mostBytes + MOST_TEXT, IN_MEMORY));
        var texts = parameters(request);
        Optional<Part> file = Optional.empty();
        try {
            for (var part : request.getParts()) {
                if (part.getName().equals("file")) {
                    file = Optional.of(part);
                } else if (part.getSize() <= MOST_TEXT) {
                    try (var in = part.getInputStream()) {
                        texts.put(part.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (ServletException | IllegalStateException | IllegalArgumentException unreadable) {
            return tooLarge(mostBytes);
        }
        if (file.isEmpty()) {
            return missing();
        }
        var name = Optional.ofNullable(file.get().getSubmittedFileName()).orElse("");
        try (var in = file.get().getInputStream()) {
            return use(in, mostBytes, name, texts, use);
        } finally {
            file.get().delete();
        }
    }

    private static ApiResponse body(HttpServletRequest request, long mostBytes, Function<Upload, ApiResponse> use)
            throws IOException {
        var texts = parameters(request);
        return use(request.getInputStream(), mostBytes, texts.getOrDefault("name", ""), texts, use);
    }

    private static Map<String, String> parameters(HttpServletRequest request) {
        var texts = new LinkedHashMap<String, String>();
        var query = request.getQueryString();
        if (query != null) {
            for (var pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    texts.put(
                            java.net.URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            java.net.URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    private static ApiResponse use(
            InputStream in, long mostBytes, String name, Map<String, String> texts, Function<Upload, ApiResponse> use)
            throws IOException {
        var file = Files.createTempFile("trellis-upload", ".tmp");
        try {
            long size = 0;
            try (var out = Files.newOutputStream(file)) {
                var buffer = new byte[1 << 16];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    size += read;
                    if (size > mostBytes) {
                        return tooLarge(mostBytes);
                    }
                    out.write(buffer, 0, read);
                }
            }
            return size == 0 ? missing() : use.apply(new Upload(file, name.replaceAll(".*[/\\\\]", ""), texts));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static ApiResponse missing() {
        return ApiResponse.refused(Problem.at("file", ApiProblems.UPLOAD_MISSING));
    }

    private static ApiResponse tooLarge(long mostBytes) {
        return ApiResponse.refused(
                413, Problem.at("file", ApiProblems.UPLOAD_TOO_LARGE).with("max", mostBytes >> 20));
    }
}
