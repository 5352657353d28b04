package dev.trellis.ui.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.search.Search;
import dev.trellis.ui.DemoCompany;
import dev.trellis.ui.LiveTrellis;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SearchApiTest {

    private static final String SEES_ALL = "zhoujing";
    private static final String SEES_OWN = "wangfang";

    @BeforeAll
    static void read() {
        LiveTrellis.get().context().getBean(Search.class).catchUp();
    }

    private static JsonNode search(String login, String text, String more) {
        return DemoCompany.api(login)
                .get("/api/v1/search?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + more)
                .json();
    }

    private static JsonNode index(String login) {
        return DemoCompany.api(login).get("/api/v1/search/index").json();
    }

    private static List<String> titles(JsonNode answer) {
        return StreamSupport.stream(answer.path("items").spliterator(), false)
                .map(item -> item.path("title").asString(""))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"永泰", "天津永泰", "yongtai", "tjyt", "yt 天津", "916128808LWFK7HYD1"})
    void a_customer_is_found_by_what_one_remembers(String text) {
        assertThat(titles(search(SEES_ALL, text, "&limit=100"))).contains("天津永泰汽车零部件有限公司");
    }

    @Test
    void an_answer_says_where_and_what_matches() {
        var first = search(SEES_ALL, "天津永泰", "&entity=account").path("items").path(0);

        assertThat(first.path("entity").stringValue()).isEqualTo("account");
        assertThat(first.path("id").stringValue()).matches("[0-9]+");
        assertThat(first.path("matches").path(0).path("field").stringValue()).isEqualTo("name");
        assertThat(first.path("matches").path(0).path("marks").toString()).isEqualTo("[[0,4]]");
    }

    @Test
    void a_seller_does_not_find_the_customers_of_others() {
        assertThat(titles(search(SEES_OWN, "天津永泰", "&entity=account"))).isEmpty();
        assertThat(titles(search(SEES_OWN, "成都晨光", "&entity=account"))).contains("成都晨光商贸有限公司");
    }

    @Test
    void a_limit_is_kept_and_there_is_no_count() {
        var answer = search(SEES_ALL, "有限公司", "&limit=3");

        assertThat(answer.path("items").size()).isEqualTo(3);
        assertThat(answer.path("more").booleanValue()).isTrue();
        assertThat(answer.path("complete").booleanValue()).isTrue();
        assertThat(answer.propertyNames()).containsExactly("items", "more", "complete");
    }

    @Test
    void what_cannot_be_asked_says_why() {
        assertThat(search(SEES_ALL, "x", "&limit=0").path("code").stringValue()).isEqualTo("BAD_LIMIT");
        assertThat(search(SEES_ALL, "x", "&limit=many").path("code").stringValue())
                .isEqualTo("BAD_LIMIT");
        assertThat(search(SEES_ALL, "x", "&entity=nosuch").path("code").stringValue())
                .isEqualTo("UNKNOWN_ENTITY");
        assertThat(search(SEES_ALL, "x".repeat(201), "").path("code").stringValue())
                .isEqualTo("SEARCH_TOO_LONG");
        assertThat(search(SEES_ALL, "", "").path("items").size()).isZero();
    }

    @Test
    void the_index_is_the_operators_business() {
        assertThat(index("wutao").path("complete").isBoolean()).isTrue();
        assertThat(index(SEES_ALL).path("code").stringValue()).isEqualTo("OPERATE_DENIED");
    }
}
