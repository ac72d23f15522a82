"""Further examples of the rule unchecked response, by language."""

from checks.rules import Example

BAD = (
    Example(
        {
            "src/main/java/rates/Client.java": """\
package rates;

import java.net.http.*;
import okhttp3.*;

class Client {
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final OkHttpClient ok = new OkHttpClient();

    Rates latest(HttpRequest request) throws Exception {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return mapper.readValue(answer.body(), Rates.class);  // <-- here
    }

    String raw(Request request) throws IOException {
        try (Response response = ok.newCall(request).execute()) {
            return response.body().string();  // <-- here
        }
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/rates/Client.kt": """\
package rates

import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

class Client(private val http: HttpClient) {
    fun latest(request: HttpRequest): Rates {
        val answer = http.send(request, HttpResponse.BodyHandlers.ofString())
        return parse(answer.body())  // <-- here
    }
}
"""
        }
    ),
)

GOOD = (
    Example(
        {
            "src/main/java/rates/Client.java": """\
package rates;

import java.net.http.*;
import okhttp3.*;

class Client {
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final OkHttpClient ok = new OkHttpClient();

    Rates latest(HttpRequest request) throws Exception {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new RatesException("status " + answer.statusCode());
        }
        return mapper.readValue(answer.body(), Rates.class);
    }

    String raw(Request request) throws IOException {
        try (Response response = ok.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("status " + response.code());
            }
            return response.body().string();
        }
    }

    Rates spring(RestTemplate rest) {
        return rest.getForObject("/latest", Rates.class);
    }
}
"""
        }
    ),
    Example(
        {
            "src/main/kotlin/rates/Client.kt": """\
package rates

import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse

class Client(private val http: HttpClient) {
    fun latest(request: HttpRequest): Rates {
        val answer = http.send(request, HttpResponse.BodyHandlers.ofString())
        check(answer.statusCode() == 200) { "rates: status ${answer.statusCode()}" }
        return parse(answer.body())
    }
}
"""
        }
    ),
)
