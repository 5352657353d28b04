package dev.trellis.form.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.metadata.ListDefinition.SortKey;
import dev.trellis.form.Shop;
import dev.trellis.form.list.ListState.Filter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ListComposerTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static ResolvedList large(String role) {
        return ListComposer.compose(Shop.schema(role), "offer", "offer_large", Locale.ENGLISH)
                .orElseThrow();
    }

    @Test
    void the_title_comes_first_and_hidden_columns_are_left_out() {
        assertThat(large(Shop.SALES).columns())
                .extracting(ListColumn::path)
                .containsExactly("title", "account", "account.city", "total");
        assertThat(large(Shop.BOSS).columns()).extracting(ListColumn::path).contains("cost");
    }

    @Test
    void a_path_is_labelled_with_the_lookups_before_it() {
        assertThat(large(Shop.SALES).column("account.city").orElseThrow().label())
                .isEqualTo("Account · City");
    }

    @Test
    void every_type_that_can_be_filtered_offers_operators() {
        var filters = large(Shop.SALES).filters();

        assertThat(filters).extracting(ListColumn::path).contains("title", "total", "valid_until", "owner");
        assertThat(filters).extracting(ListColumn::path).doesNotContain("lines", "cost", "id");
        assertThat(filters).allSatisfy(filter -> assertThat(filter.operators()).isNotEmpty());
    }

    @Test
    void an_entity_without_lists_has_one_of_all_records() {
        var lists = ListComposer.lists(Shop.schema(Shop.SALES), "product", Locale.SIMPLIFIED_CHINESE);

        assertThat(lists).hasSize(1);
        assertThat(lists.getFirst().columns()).extracting(ListColumn::path).containsExactly("name", "price");
        assertThat(lists.getFirst().label()).startsWith("全部");
        assertThat(ListComposer.lists(Shop.schema("nobody"), "product", Locale.ENGLISH))
                .isEmpty();
    }

    @Test
    void what_is_typed_travels_as_a_parameter_only() {
        var state = ListState.OPENED
                .with(Filter.of("title", Operator.CONTAINS, "'); DROP"))
                .with(Filter.of("total", Operator.AT_LEAST, new BigDecimal("5")));

        var query = ListQuery.of(large(Shop.SALES), state, SHANGHAI);

        assertThat(query.filter()).isEqualTo("(total > 1000) AND (CONTAINS(title, :f0)) AND (total >= :f1)");
        assertThat(query.parameters()).containsEntry("f0", "'); DROP").containsEntry("f1", new BigDecimal("5"));
    }

    @Test
    void a_filter_on_a_column_that_is_not_there_is_left_out() {
        var query = ListQuery.of(
                large(Shop.SALES), ListState.OPENED.with(Filter.of("cost", Operator.IS, BigDecimal.ONE)), SHANGHAI);

        assertThat(query.filter()).isEqualTo("total > 1000");
        assertThat(query.parameters()).isEmpty();
    }

    @Test
    void days_of_a_moment_are_those_of_the_business_zone() {
        var day = LocalDate.parse("2026-11-21");

        var query =
                ListQuery.of(large(Shop.SALES), ListState.OPENED.with(Filter.of("met_at", Operator.IS, day)), SHANGHAI);

        assertThat(query.filter()).endsWith("AND (met_at >= :f0 AND met_at < :f1)");
        assertThat(query.parameters())
                .containsEntry("f0", Instant.parse("2026-11-20T16:00:00Z"))
                .containsEntry("f1", Instant.parse("2026-11-21T16:00:00Z"));
    }

    @Test
    void an_open_end_does_not_narrow() {
        var from = new Filter("total", Operator.BETWEEN, Arrays.asList(BigDecimal.ONE, null));

        assertThat(ListQuery.of(large(Shop.SALES), ListState.OPENED.with(from), SHANGHAI)
                        .filter())
                .endsWith("(total >= :f0)");
    }

    @Test
    void a_sort_of_the_person_overrides_that_of_the_list() {
        var list = large(Shop.SALES);
        var own = List.of(new SortKey("title", false));

        assertThat(ListQuery.of(list, ListState.OPENED, SHANGHAI).sort()).containsExactly(new SortKey("total", true));
        assertThat(ListQuery.of(list, ListState.OPENED.sorted(own), SHANGHAI).sort())
                .isEqualTo(own);
    }

    @Test
    void narrowing_goes_back_to_the_first_page() {
        var state = ListState.OPENED.page(200, 50).searching(" 海纳 ");

        assertThat(state.first()).isZero();
        assertThat(state.search()).isEqualTo("海纳");
        assertThat(state.isNarrowed()).isTrue();
    }
}
