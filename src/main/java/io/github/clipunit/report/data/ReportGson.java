package io.github.clipunit.report.data;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Converts the report's data to JSON. JSON has no NaN and no infinity, so those numbers are written as strings. */
public final class ReportGson {

    /** Writes and reads journals and reports. */
    public static final Gson GSON = new GsonBuilder()
            .registerTypeAdapter(double.class, new Numbers())
            .registerTypeAdapter(Double.class, new Numbers())
            .create();

    private ReportGson() {}

    /** Adds the embeddings to the JSON of a check without them. */
    public static String withEmbeddings(String json, CheckEntry check) {
        return check.embeddings() == null
                ? json
                : json.substring(0, json.length() - 1) + ",\"embeddings\":" + GSON.toJson(check.embeddings()) + "}";
    }

    private static final class Numbers extends TypeAdapter<@Nullable Double> {

        @Override
        public void write(JsonWriter json, @Nullable Double value) throws IOException {
            if (value == null || Double.isFinite(value)) {
                json.value(value);
            } else {
                json.value(value.toString());
            }
        }

        @Override
        public @Nullable Double read(JsonReader json) throws IOException {
            if (json.peek() == JsonToken.NULL) {
                json.nextNull();
                return null;
            }
            return Double.valueOf(json.nextString());
        }
    }
}
