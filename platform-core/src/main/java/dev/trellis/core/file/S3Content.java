package dev.trellis.core.file;

import dev.trellis.core.field.RecordId;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Keeps contents as objects of a bucket, at Amazon or at any server that speaks S3. An object appears whole or not at all,
 * so nothing half written is ever read.
 */
@Singleton
@Requires(property = S3Settings.BUCKET)
final class S3Content implements ContentStore {

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration PROBING = Duration.ofSeconds(3);

    private final S3Settings settings;
    private final S3Client client;

    S3Content(S3Settings settings) {
        this.settings = settings;
        this.client = client(settings);
    }

    private static S3Client client(S3Settings settings) {
        var builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(SILENCE))
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .forcePathStyle(settings.pathStyle())
                // Trailing checksums and signed chunks are what other servers than Amazon's do not all understand.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false));
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.keys()
                .<AwsCredentialsProvider>map(keys ->
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.access(), keys.secret())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }

    /** The size is known and the content can be read again, so a call that broke is repeated. */
    @Override
    public void write(RecordId file, Path content) throws IOException {
        try {
            client.putObject(
                    request -> request.bucket(settings.bucket()).key(key(file)), RequestBody.fromFile(content));
        } catch (SdkException e) {
            throw failed("keep file " + file, e);
        }
    }

    @Override
    public InputStream open(RecordId file) throws IOException {
        try {
            return client.getObject(request -> request.bucket(settings.bucket()).key(key(file)));
        } catch (NoSuchKeyException none) {
            var missing = new FileNotFoundException("No content of file " + file);
            missing.initCause(none);
            throw missing;
        } catch (SdkException e) {
            throw failed("give file " + file, e);
        }
    }

    @Override
    public void delete(RecordId file) throws IOException {
        try {
            client.deleteObject(request -> request.bucket(settings.bucket()).key(key(file)));
        } catch (SdkException e) {
            throw failed("delete file " + file, e);
        }
    }

    /** Asks for the bucket itself, and gives up soon. */
    @Override
    public void probe() throws IOException {
        try {
            client.headBucket(request ->
                    request.bucket(settings.bucket()).overrideConfiguration(call -> call.apiCallTimeout(PROBING)));
        } catch (SdkException e) {
            throw failed("answer", e);
        }
    }

    private String key(RecordId file) {
        return settings.prefix() + file;
    }

    private IOException failed(String what, SdkException e) {
        return new IOException(
                "The bucket %s%s could not %s: %s"
                        .formatted(
                                settings.bucket(),
                                settings.endpoint()
                                        .map(address -> " at " + address)
                                        .orElse(""),
                                what,
                                e.getMessage()),
                e);
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
