import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.AccountApi;
import org.openapitools.client.model.AccountInput;
import org.openapitools.client.model.AccountNewValues;

/** Creates, reads, changes, lists and deletes an account with the generated client. */
public final class RoundTrip {

    public static void main(String[] arguments) throws Exception {
        var client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + arguments[1]));
        var accounts = new AccountApi(client);

        var created = accounts.createAccount(input("Generated Ltd"), "round-trip-" + System.nanoTime(), null);
        var read = accounts.getAccount(created.getId(), null);
        var changed = accounts.updateAccount(
                created.getId(), "\"" + read.getVersion() + "\"", input("Generated and changed Ltd"), null, null);
        var listed = accounts.listAccount(
                "name = 'Generated and changed Ltd'", "-name", "name", null, 10, null, "exact");
        accounts.deleteAccount(created.getId(), "\"" + changed.getVersion() + "\"", null);

        check(read.getValues().getName().equals("Generated Ltd"), "read " + read);
        check(changed.getValues().getName().equals("Generated and changed Ltd"), "changed " + changed);
        check(listed.getItems().stream().anyMatch(item -> item.getId().equals(created.getId())), "listed " + listed);
        System.out.println("created, read, changed, listed, deleted " + Map.of("id", created.getId()));
    }

    private static AccountInput input(String name) {
        var values = new AccountNewValues();
        values.setName(name);
        var input = new AccountInput();
        input.setValues(values);
        return input;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
