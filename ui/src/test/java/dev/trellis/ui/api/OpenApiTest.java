package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The description of the API against a parser of somebody else, and against the routes that exist. */
class OpenApiTest {

    @ParameterizedTest
    @ValueSource(strings = {"wutao", "wangfang", "zhoujing", "sunlei"})
    void a_public_parser_reads_it_without_a_complaint(String who) {
        var document = ApiCaller.as(who).get("/api/v1/openapi.json").json();
        var options = new ParseOptions();
        options.setResolve(true);

        var parsed = new OpenAPIV3Parser().readContents(document.toString(), List.of(), options);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(parsed.getOpenAPI().getPaths())
                .hasSameSizeAs(document.path("paths").propertyNames());
    }

    @Test
    void every_route_is_described_and_every_description_has_a_route() {
        var document = ApiCaller.as("wutao").get("/api/v1/openapi.json").json();

        assertThat(described(document)).isEqualTo(ApiRoutes.all());
    }

    @Test
    void every_operation_has_its_own_name_an_example_and_errors_that_it_can_answer() {
        var document = ApiCaller.as("wutao").get("/api/v1/openapi.json").json();
        var names = new ArrayList<String>();
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                var json = operation.getValue();
                var call = operation.getKey() + " " + path.getKey();
                names.add(json.path("operationId").stringValue());
                assertThat(json.path("responses").has("401")).as(call).isTrue();
                if (json.has("requestBody")) {
                    assertThat(json.at("/requestBody/content").values())
                            .as(call)
                            .anyMatch(content -> content.has("example"));
                    assertThat(json.path("responses").has("400")).as(call).isTrue();
                    assertThat(json.path("responses").has("415")).as(call).isTrue();
                }
            }
        }
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void what_the_caller_may_not_see_is_not_described() {
        var sales = ApiCaller.as("wangfang").get("/api/v1/openapi.json").json();

        assertThat(sales.toString()).doesNotContain("\"cost\"", "\"margin\"", "/metadata/publish");
        assertThat(sales.path("paths").has("/records/product")).isTrue();
        assertThat(sales.path("paths").path("/records/product").has("post")).isFalse();
    }

    @Test
    void a_collector_on_this_machine_reads_the_metrics_and_a_forwarded_stranger_does_not() {
        var here = ApiCaller.anonymous().text("/metrics");
        var forwarded =
                ApiCaller.anonymous().with("X-Forwarded-For", "203.0.113.9").text("/metrics");

        assertThat(here.body()).contains("trellis_api_requests_seconds_count", "jvm_memory_used_bytes");
        assertThat(forwarded.statusCode()).isEqualTo(404);
    }

    private static Set<String> described(JsonNode document) {
        var calls = new TreeSet<String>();
        for (var path : document.path("paths").properties()) {
            var template =
                    path.getKey().replaceFirst("^/(records|recycle-bin|duplicates|forms|views)/[^/{]+", "/$1/{entity}");
            path.getValue()
                    .propertyNames()
                    .forEach(method -> calls.add(method.toUpperCase(Locale.ROOT) + " " + template));
        }
        return calls;
    }
}
