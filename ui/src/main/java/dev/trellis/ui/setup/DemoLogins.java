package dev.trellis.ui.setup;

import dev.trellis.core.account.Accounts;
import dev.trellis.core.template.DemoInstaller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The random passwords of the demo people, kept beside the data for the owner of the machine only. */
final class DemoLogins {

    private static final String FILE = "demo-logins";

    private DemoLogins() {}

    /** One login; {@code role} is the person's job. */
    record Login(String login, String password, String name, String role) {

        /** Tells whether the password still opens the account. */
        boolean isUnchanged(Accounts accounts) {
            return accounts.findByLogin(login)
                    .filter(Accounts.Entry::active)
                    .map(account -> accounts.isPassword(account.user(), password))
                    .orElse(false);
        }

        String line() {
            return "login " + login + " " + password + " " + role;
        }
    }

    static void write(Path data, List<DemoInstaller.Login> logins) {
        var lines = logins.stream()
                .map(login -> String.join("\t", login.login(), login.password(), login.name(), login.title()))
                .toList();
        try {
            Files.createDirectories(data);
            var file = data.resolve(FILE);
            Files.deleteIfExists(file);
            if (Files.getFileStore(data).supportsFileAttributeView("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Login> read(Path data) {
        var file = data.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split("\t", 4))
                    .filter(parts -> parts.length == 4)
                    .map(parts -> new Login(parts[0], parts[1], parts[2], parts[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
