package io.github.clipunit.onnx;

import ai.onnxruntime.OrtException;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Precision;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reason why ONNX Runtime refuses a graph, with a remedy, which ONNX Runtime's own message lacks. */
record LoadFailure(String file, String runtime, String message) {

    private static final Pattern OPSET = Pattern.compile(
            "Opset (\\d+) is under development.*support for domain (\\S+) is till opset (\\d+)", Pattern.DOTALL);
    private static final Pattern FORMAT =
            Pattern.compile("Unsupported model IR version: (\\d+), max supported IR version: (\\d+)");
    private static final Pattern OPERATOR =
            Pattern.compile("(?:Could not find an implementation for|Fatal error:) ([\\w.:]+)\\(-?\\d+\\)");

    static ModelUnavailableException of(String file, String runtime, OrtException failure) {
        LoadFailure known = new LoadFailure(file, runtime, String.valueOf(failure.getMessage()));
        return new ModelUnavailableException(known.explain(), failure);
    }

    private String explain() {
        Matcher opset = OPSET.matcher(message);
        if (opset.find()) {
            return "model file " + file + " needs opset " + opset.group(1) + " of " + opset.group(2)
                    + ", but ONNX Runtime " + runtime + " knows opsets up to " + opset.group(3)
                    + ": export the model again with an older one (optimum-cli export onnx --opset 18 --model MODEL"
                    + " FOLDER)" + newer();
        }
        Matcher format = FORMAT.matcher(message);
        if (format.find()) {
            return "model file " + file + " has version " + format.group(1) + " of the ONNX format, but ONNX Runtime "
                    + runtime + " reads versions up to " + format.group(2)
                    + ": save it again with an older one (in Python: model = onnx.load(file); model.ir_version = "
                    + format.group(2) + "; onnx.save(model, file))" + newer();
        }
        Matcher operator = OPERATOR.matcher(message);
        if (operator.find()) {
            return "model file " + file + " uses the operator " + operator.group(1) + ", which ONNX Runtime " + runtime
                    + " does not have: take the export of another precision (" + Precision.PRECISION.name()
                    + "=fp32), or export the model again with standard operators alone";
        }
        if (message.contains("escapes model directory")) {
            return "model file " + file
                    + " keeps its weights in a file behind a link, as the Hub's cache does, which ONNX"
                    + " Runtime " + runtime + " refuses and 1.24.2 reads: declare com.microsoft.onnxruntime:onnxruntime"
                    + " 1.24.2 or later, or copy the model without links (cp -rL SNAPSHOT FOLDER) and name that folder";
        }
        return "model file " + file + " cannot be loaded by ONNX Runtime " + runtime + ": " + message;
    }

    private static String newer() {
        return ", or put a newer com.microsoft.onnxruntime:onnxruntime on the class path";
    }
}
