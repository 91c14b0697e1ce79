package com.example.posters;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.generator.HttpAnswerException;
import io.github.clipunit.image.GeneratedPicture;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks ComfyUI at an address: it takes a workflow, says later that it is done, and then has pictures to be fetched. */
record ComfyUi(String address) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    List<GeneratedPicture> paint(JsonObject workflow) throws IOException, InterruptedException {
        JsonObject asked = new JsonObject();
        asked.add("prompt", workflow);
        String id = json(HttpRequest.newBuilder(URI.create(address + "/prompt"))
                        .POST(HttpRequest.BodyPublishers.ofString(asked.toString())))
                .get("prompt_id")
                .getAsString();
        JsonObject history = new JsonObject();
        while (!history.has(id)) {
            Thread.sleep(50);
            history = json(HttpRequest.newBuilder(URI.create(address + "/history/" + id)));
        }
        JsonObject done = history.getAsJsonObject(id);
        if (done.getAsJsonObject("status").get("status_str").getAsString().equals("error")) {
            throw new IOException("ComfyUI: " + done.getAsJsonObject("status").get("messages"));
        }
        return done.getAsJsonObject("outputs").entrySet().stream()
                .filter(node -> node.getValue().getAsJsonObject().has("images"))
                .flatMap(node -> node.getValue().getAsJsonObject().getAsJsonArray("images").asList().stream())
                .map(image -> GeneratedPicture.fetch(view(image.getAsJsonObject())))
                .toList();
    }

    private URI view(JsonObject image) {
        String name = URLEncoder.encode(image.get("filename").getAsString(), StandardCharsets.UTF_8);
        return URI.create(address + "/view?filename=" + name + "&type="
                + image.get("type").getAsString());
    }

    private static JsonObject json(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JsonParser.parseString(
                        HttpAnswerException.bodyOf(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString())))
                .getAsJsonObject();
    }
}
