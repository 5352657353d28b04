package dev.trellis.ui.api.file;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.file.Files;
import dev.trellis.core.file.StoredFile;
import dev.trellis.core.file.UploadResult;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import dev.trellis.ui.api.Upload;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /files}: a file is sent for a field, then the record is saved with its id. Content always goes out as a
 * download that no browser runs.
 */
@Controller("/api/v1/files")
final class FileController {

    private static final ProblemCode NOT_FOUND = ProblemCode.notFound("FILE_NOT_FOUND");
    private static final long MOST_BYTES = 200L << 20;

    private final Files files;

    FileController(Files files) {
        this.files = files;
    }

    @Post
    @Consumes(MediaType.ALL)
    ApiResponse upload(ApiRequest request) {
        return request.withUpload(MOST_BYTES, upload -> upload(request, upload));
    }

    private ApiResponse upload(ApiRequest request, Upload upload) {
        var replaces = upload.text("replaces");
        var old = replaces.flatMap(RecordId::parse);
        if (replaces.isPresent() && old.isEmpty()) {
            return notFound();
        }
        try {
            return switch (files.upload(
                    request.actor(),
                    upload.text("entity").orElse(""),
                    upload.text("field").orElse(""),
                    upload.name(),
                    upload.file(),
                    old.orElse(null))) {
                case UploadResult.Stored(var file) -> ApiResponse.created("/api/v1/files/" + file.id(), json(file));
                case UploadResult.Refused(var problems) -> ApiResponse.refused(problems);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Get("/{id}")
    ApiResponse read(ApiRequest request, String id) {
        return request.withParameters(
                Set.of(),
                () -> find(request, id)
                        .map(file -> ApiResponse.file(file.mediaType(), file.name(), out -> files.copyTo(file, out))
                                .with("Content-Security-Policy", "sandbox; default-src 'none'")
                                .with("X-Content-Type-Options", "nosniff"))
                        .orElseGet(FileController::notFound));
    }

    @Get("/{id}/versions")
    ApiResponse versions(ApiRequest request, String id) {
        return request.withParameters(Set.of(), () -> {
            var found = find(request, id);
            if (found.isEmpty()) {
                return notFound();
            }
            var page = JsonNodeFactory.instance.objectNode();
            var items = page.putArray("items");
            files.versions(request.actor(), found.get().id()).forEach(file -> items.add(json(file)));
            return ApiResponse.ok(page);
        });
    }

    private Optional<StoredFile> find(ApiRequest request, String id) {
        return RecordId.parse(id).flatMap(file -> files.find(request.actor(), file));
    }

    private static ObjectNode json(StoredFile file) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("file", file.id().toString())
                .put("name", file.name())
                .put("type", file.mediaType())
                .put("size", file.size())
                .put("createdAt", file.createdAt().toString())
                .put("createdBy", file.createdByName());
    }

    private static ApiResponse notFound() {
        return ApiResponse.refused(Problem.at("", NOT_FOUND));
    }
}
