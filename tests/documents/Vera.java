import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates each named file as PDF/A-2a and as PDF/UA-1. Prints a line for each broken rule; exit status 1 if there is any. */
public class Vera {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean broken = false;
        for (String file : files) {
            for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFA_2_A, PDFAFlavour.PDFUA_1}) {
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
                    ValidationResult result =
                            Foundries.defaultInstance().createValidator(flavour, 20, false, true, false).validate(parser);
                    System.out.println(file + " " + flavour.getId() + " compliant=" + result.isCompliant());
                    Map<String, Integer> rules = new TreeMap<>();
                    for (TestAssertion assertion : result.getTestAssertions()) {
                        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                            String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                            rules.merge(rule + " " + assertion.getMessage(), 1, Integer::sum);
                        }
                    }
                    rules.forEach((rule, times) -> System.out.println("  " + times + " x " + rule));
                    broken |= !result.isCompliant();
                }
            }
        }
        System.exit(broken ? 1 : 0);
    }
}
