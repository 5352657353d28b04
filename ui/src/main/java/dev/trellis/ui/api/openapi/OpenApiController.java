package dev.trellis.ui.api.openapi;

import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.record.Records;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** {@code /openapi.json}: what this caller can do, as OpenAPI 3.1. */
@Controller("/api/v1/openapi.json")
final class OpenApiController {

    private final Records records;

    OpenApiController(Records records) {
        this.records = records;
    }

    @Get
    ApiResponse document(ApiRequest request) {
        var schema = records.schema(request.actor());
        var mayDesign = request.actor().roles().stream()
                .flatMap(role -> schema.metadata().role(role).stream())
                .anyMatch(role -> role.rights().contains(Right.DESIGN));
        return ApiResponse.ok(new OpenApiDocument(schema, request.locale(), mayDesign).write());
    }
}
