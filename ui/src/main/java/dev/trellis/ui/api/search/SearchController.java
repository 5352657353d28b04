package dev.trellis.ui.api.search;

import dev.trellis.core.metadata.RoleDefinition.Right;
import dev.trellis.core.problem.Problem;
import dev.trellis.core.problem.ProblemCode;
import dev.trellis.core.publish.LiveMetadata;
import dev.trellis.core.search.IndexState;
import dev.trellis.core.search.Search;
import dev.trellis.core.search.SearchHit;
import dev.trellis.core.search.SearchRequest;
import dev.trellis.core.search.SearchResult;
import dev.trellis.ui.api.ApiRequest;
import dev.trellis.ui.api.ApiResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /search}: what of all records holds a text; and, for operators, the index of the node that answers. */
@Controller("/api/v1/search")
final class SearchController {

    private static final ProblemCode OPERATE_DENIED = ProblemCode.denied("OPERATE_DENIED");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Search search;
    private final LiveMetadata live;

    SearchController(Search search, LiveMetadata live) {
        this.search = search;
        this.live = live;
    }

    @Get
    ApiResponse find(ApiRequest request) {
        var limit = request.parameter("limit").map(SearchController::number).orElse(20);
        var asked = new SearchRequest(request.parameter("q").orElse(""), entities(request), limit);
        return switch (search.find(request.actor(), asked)) {
            case SearchResult.Found found -> ApiResponse.ok(json(found));
            case SearchResult.Invalid(var problems) -> ApiResponse.refused(400, problems);
        };
    }

    @Get("/index")
    ApiResponse index(ApiRequest request) {
        return operating(request, () -> ApiResponse.ok(json(search.state())));
    }

    @Post("/index/rebuild")
    ApiResponse rebuild(ApiRequest request) {
        return operating(request, () -> {
            search.rebuild();
            return ApiResponse.ok(json(search.state()));
        });
    }

    private ApiResponse operating(ApiRequest request, Supplier<ApiResponse> answer) {
        var metadata = live.current();
        var may = request.actor().roles().stream()
                .flatMap(role -> metadata.role(role).stream())
                .anyMatch(role -> role.rights().contains(Right.OPERATE));
        return may ? answer.get() : ApiResponse.refused(Problem.at("", OPERATE_DENIED));
    }

    /** A limit that is no number is as wrong as one out of range. */
    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : -1;
    }

    private static Set<String> entities(ApiRequest request) {
        return Arrays.stream(request.parameter("entity").orElse("").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private static ObjectNode json(SearchResult.Found found) {
        var json = NODES.objectNode();
        var items = json.putArray("items");
        for (var hit : found.hits()) {
            var item = items.addObject();
            item.put("entity", hit.entity());
            item.put("id", hit.id().toString());
            item.put("title", hit.title());
            var matches = item.putArray("matches");
            hit.matches().forEach(match -> matches.add(json(match)));
        }
        json.put("more", found.more());
        json.put("complete", found.complete());
        return json;
    }

    private static ObjectNode json(SearchHit.Match match) {
        var json = NODES.objectNode();
        json.put("field", match.field());
        json.put("text", match.text());
        var marks = json.putArray("marks");
        match.marks().forEach(mark -> marks.addArray().add(mark.from()).add(mark.to()));
        return json;
    }

    private static ObjectNode json(IndexState state) {
        var json = NODES.objectNode();
        json.put("complete", state.complete());
        json.put("done", state.done());
        json.put("total", state.total());
        return json;
    }
}
