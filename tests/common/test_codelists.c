/*
 * The shipped lists themselves: that they meet their schema, that they agree
 * with each other, and that the codes met in the sources of figures resolve.
 * Run from the top of the tree.
 */

#include <libxml/xmlschemas.h>

#include "common/xmlio.h"
#include "tests/common/lists.h"

static const char *const list_names[] = {
	"absence",   "acts",    "borders",    "conf_status", "counted_by",
	"countries", "duties",  "fields",     "indicators",  "languages",
	"markings",  "members", "obs_status", "postings",    "presidencies",
	"regimes",   "regions", "roles",      "routes",      "units",
};

/* The nationalities of the monthly file of Frontex, 2009-01 to 2025-01. */
static const char frontex_nationalities[] =
	"AFG AGO ALB ARE ARG ARM AUS AZE BDI BEN BFA BGD BHS BIH BLR BLZ BMU "
	"BOL BRA BRB BTN BWA CAF CAN CHL CHN CIV CMR COD COG COL COM CPV CRI "
	"CUB DJI DMA DOM DZA ECU EGY ERI ESH ETH GAB GBR GEO GHA GIB GIN GMB "
	"GNB GNQ GUF GUY HKG HTI IDN IMN IND IRN IRQ ISR JAM JOR JPN KAZ KEN "
	"KGZ KHM KIR KOR KWT LAO LBN LBR LBY LKA LSO MAC MAR MCO MDA MDG MDV "
	"MEX MKD MLI MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NPL NZL OMN "
	"OOO OOS PAK PAN PCN PER PHL PNG PRK PRY PSE QAT REU RUS RWA SAU SDN "
	"SEN SGP SHN SLB SLE SOM SRB SSD STL STP SUR SWZ SYC SYR TCD TGO THA "
	"TJK TKM TON TTO TUN TUR TUV TWN TZA UGA UKR USA UZB VEN VNM WSM XKX "
	"YEM ZAF ZMB ZWE";

static const char *const frontex_routes[][2] = {
	{"Black Sea Route", "BLACKSEA"},
	{"Central Mediterranean Route", "CMED"},
	{"Circular Route from Albania to Greece", "AL_GR"},
	{"Eastern Borders Route", "EBORDER"},
	{"Eastern Mediterranean Route", "EMED"},
	{"Other", "OTHER"},
	{"Western African Route", "WAF"},
	{"Western Balkan Route", "WBALKAN"},
	{"Western Mediterranean Route", "WMED"},
};

/* ----- the shipped lists ----- */

static void
test_every_list_meets_its_schema(void **state)
{
	xmlSchemaParserCtxt *parser =
		xmlSchemaNewParserCtxt("schema/codelist.xsd");
	xmlSchema *schema = xmlSchemaParse(parser);
	xmlSchemaValidCtxt *valid = xmlSchemaNewValidCtxt(schema);

	(void)state;
	assert_non_null(valid);
	for (size_t i = 0; i < COUNT(list_names); i++) {
		char path[64];

		(void)snprintf(path, sizeof path, "schema/codelists/%s.xml",
		               list_names[i]);
		assert_int_equal(xmlSchemaValidateFile(valid, path, 0), 0);
		ilo_codelist_free(load(list_names[i]));
	}
	xmlSchemaFreeValidCtxt(valid);
	xmlSchemaFree(schema);
	xmlSchemaFreeParserCtxt(parser);
}

static void
test_frontex_nationalities_resolve(void **state)
{
	struct ilo_codelist *countries = load("countries");

	(void)state;
	assert_words_found(countries, frontex_nationalities, "alpha3");
	assert_string_equal(ilo_code_id(ilo_codelist_find_alias(
				    countries, "alpha3", "XKX")),
	                    "XK");
	assert_string_equal(ilo_code_id(ilo_codelist_find_alias(
				    countries, "alpha3", "OOS")),
	                    "_S");
	ilo_codelist_free(countries);
}

static void
test_countries_are_complete(void **state)
{
	struct ilo_codelist *countries = load("countries");
	struct ilo_codelist *regions = load("regions");
	size_t current = 0, withdrawn = 0;

	(void)state;
	for (size_t i = 0; i < ilo_codelist_count(countries); i++) {
		const struct ilo_code_entry *code =
			ilo_codelist_at(countries, i);
		const char *kind = ilo_code_property(code, "kind");

		assert_non_null(kind);
		if (strcmp(kind, "special") == 0)
			continue;
		assert_int_equal(strlen(ilo_code_id(code)), 2);
		assert_int_equal(strlen(ilo_code_alias(code, "alpha3")), 3);
		assert_non_null(ilo_code_property(code, "region"));
		if (strcmp(kind, "withdrawn") == 0) {
			assert_non_null(ilo_code_to(code));
			withdrawn++;
		} else {
			assert_string_equal(kind, "country");
			assert_null(ilo_code_to(code));
			current++;
		}
	}
	assert_int_equal(current, 249 + 1); /* ISO 3166-1 and Kosovo */
	assert_int_equal(withdrawn, 5);
	assert_int_equal(assert_property_found(countries, "region", regions),
	                 current + withdrawn);
	assert_int_equal(
		assert_property_found(countries, "successors", countries),
		withdrawn);
	ilo_codelist_free(regions);
	ilo_codelist_free(countries);
}

static const char *
regime_on(const struct ilo_codelist *regimes, const char *date)
{
	const char *found = NULL;

	for (size_t i = 0; i < ilo_codelist_count(regimes); i++) {
		const struct ilo_code_entry *code = ilo_codelist_at(regimes, i);

		if (!ilo_code_valid_on(code, date))
			continue;
		assert_null(found);
		found = ilo_code_id(code);
	}
	assert_non_null(found);
	return found;
}

static void
test_each_semester_has_one_regime(void **state)
{
	static const char *const changes[][2] = {
		{"2005-06-30", "R0"}, {"2005-07-01", "R1"},
		{"2010-12-31", "R1"}, {"2011-06-30", "R1R2"},
		{"2011-07-01", "R2"}, {"2019-06-30", "R2"},
		{"2019-07-01", "R3"}, {"2030-12-31", "R3"},
	};
	struct ilo_codelist *regimes = load("regimes");
	struct ilo_codelist *presidencies = load("presidencies");

	(void)state;
	for (size_t i = 0; i < ilo_codelist_count(presidencies); i++) {
		const struct ilo_code_entry *code =
			ilo_codelist_at(presidencies, i);

		assert_string_equal(regime_on(regimes, ilo_code_from(code)),
		                    regime_on(regimes, ilo_code_to(code)));
	}
	for (size_t i = 0; i < COUNT(changes); i++)
		assert_string_equal(regime_on(regimes, changes[i][0]),
		                    changes[i][1]);
	ilo_codelist_free(presidencies);
	ilo_codelist_free(regimes);
}

/* The rule printed with a regime: the acts in force on its last days. */
static void
test_regimes_name_acts_in_force(void **state)
{
	static const char *const needed[] = {
		"acts",  "host_scope", "addressees", "output_title",
		"basis", "basis_text", "rule",
	};
	struct ilo_codelist *regimes = load("regimes");
	struct ilo_codelist *acts = load("acts");

	(void)state;
	assert_int_equal(assert_property_found(regimes, "acts", acts),
	                 ilo_codelist_count(regimes));
	assert_int_equal(assert_property_found(regimes, "format_act", acts), 3);
	for (size_t i = 0; i < ilo_codelist_count(regimes); i++) {
		for (size_t j = 0; j < COUNT(needed); j++)
			assert_non_null(ilo_code_property(
				ilo_codelist_at(regimes, i), needed[j]));
	}
	assert_property(regimes, "R1", "basis", "legal");
	assert_property(regimes, "R2", "basis", "voluntary");
	assert_true(ilo_code_valid_on(ilo_codelist_find(acts, "32011R0493"),
	                              "2011-06-30"));
	assert_false(ilo_code_valid_on(ilo_codelist_find(acts, "32004R0377"),
	                               "2019-12-31"));
	ilo_codelist_free(acts);
	ilo_codelist_free(regimes);
}

static void
test_routes_and_borders_resolve(void **state)
{
	struct ilo_codelist *routes = load("routes");
	struct ilo_codelist *borders = load("borders");

	(void)state;
	for (size_t i = 0; i < COUNT(frontex_routes); i++) {
		const struct ilo_code_entry *code = ilo_codelist_find_alias(
			routes, "frontex", frontex_routes[i][0]);

		assert_non_null(code);
		assert_string_equal(ilo_code_id(code), frontex_routes[i][1]);
	}
	assert_words_found(borders, "Sea Land Air", "frontex");
	assert_int_equal(assert_property_found(routes, "borders", borders),
	                 ilo_codelist_count(routes));
	ilo_codelist_free(borders);
	ilo_codelist_free(routes);
}

static void
test_indicators_have_units(void **state)
{
	struct ilo_codelist *indicators = load("indicators");
	struct ilo_codelist *units = load("units");

	(void)state;
	assert_int_equal(ilo_codelist_count(indicators), 9);
	assert_int_equal(assert_property_found(indicators, "unit", units), 9);
	assert_int_equal(
		assert_property_found(indicators, "eurostat_unit", units), 7);
	assert_words_found(indicators, "1A 1B 2 3 4 5 6 7A 7B", "fran");
	assert_property(indicators, "RETURN_DEC", "unit", "DECISIONS");
	ilo_codelist_free(units);
	ilo_codelist_free(indicators);
}

static void
test_obs_status_ranks(void **state)
{
	static const char *const worst_first[] = {
		"B", "O", "M", "L", "H", "Q", "J", "S", "D", "K",
		"W", "I", "F", "E", "P", "N", "U", "V", "G", "A",
	};
	struct ilo_codelist *list = load("obs_status");

	(void)state;
	assert_int_equal(ilo_codelist_count(list), COUNT(worst_first));
	for (size_t i = 0; i < COUNT(worst_first); i++) {
		char rank[24];

		(void)snprintf(rank, sizeof rank, "%zu", i + 1);
		assert_property(list, worst_first[i], "rank", rank);
	}
	/* Letters that look alike and are not the same concept. */
	assert_null(ilo_codelist_find_alias(list, "eurostat", "i"));
	assert_string_equal(
		ilo_code_id(ilo_codelist_find_alias(list, "eurostat", "s")),
		"E");
	ilo_codelist_free(list);
}

static void
test_absence_becomes_flags(void **state)
{
	struct ilo_codelist *absence = load("absence");
	struct ilo_codelist *obs_status = load("obs_status");
	struct ilo_codelist *conf_status = load("conf_status");

	(void)state;
	assert_int_equal(
		assert_property_found(absence, "obs_status", obs_status), 5);
	assert_int_equal(
		assert_property_found(absence, "conf_status", conf_status), 5);
	assert_property(absence, "not-available", "obs_status", "O");
	assert_property(absence, "not-collected", "obs_status", "L");
	assert_property(absence, "not-applicable", "obs_status", "M");
	assert_property(absence, "confidential", "obs_status", "Q");
	assert_property(absence, "confidential", "conf_status", "C");
	assert_property(absence, "suppressed", "obs_status", "Q");
	ilo_codelist_free(conf_status);
	ilo_codelist_free(obs_status);
	ilo_codelist_free(absence);
}

static void
test_fields_are_complete(void **state)
{
	struct ilo_codelist *fields = load("fields");
	struct ilo_codelist *regimes = load("regimes");

	(void)state;
	assert_int_equal(ilo_codelist_count(fields), 8 + 13 + 13 + 3);
	assert_words_found(fields,
	                   "C1 C2 C3 C4 C5 C6 C7 C8 A1 A2 A3 A4 A5 A6 A7 A8 A9 "
	                   "A10 A11 A12 A13 B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 "
	                   "B12 B13 C-a C-b C-c",
	                   NULL);
	assert_int_equal(assert_property_found(fields, "regime_from", regimes),
	                 2);
	ilo_codelist_free(regimes);
	ilo_codelist_free(fields);
}

static void
test_languages_by_date(void **state)
{
	struct ilo_codelist *languages = load("languages");
	size_t official_2005 = 0;

	(void)state;
	assert_int_equal(ilo_codelist_count(languages), 24 + 1);
	for (size_t i = 0; i < ilo_codelist_count(languages); i++) {
		const struct ilo_code_entry *code =
			ilo_codelist_at(languages, i);

		official_2005 +=
			ilo_code_valid_on(code, "2005-06-30") &&
			strcmp(ilo_code_property(code, "official"), "yes") == 0;
	}
	assert_int_equal(official_2005, 20);
	ilo_codelist_free(languages);
}

static void
test_validity_includes_both_ends(void **state)
{
	struct ilo_codelist *members = load("members");
	const struct ilo_code_entry *left = ilo_codelist_find(members, "GB");
	const struct ilo_code_entry *stays = ilo_codelist_find(members, "HR");

	(void)state;
	assert_true(ilo_code_valid_on(left, "2020-01-31"));
	assert_false(ilo_code_valid_on(left, "2020-02-01"));
	assert_false(ilo_code_valid_on(stays, "2013-06-30"));
	assert_true(ilo_code_valid_on(stays, "2013-07-01"));
	assert_null(ilo_code_to(stays));
	assert_true(ilo_code_valid_on(ilo_codelist_find(members, "FRONTEX"),
	                              "2004-01-01"));
	ilo_codelist_free(members);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_list_meets_its_schema),
		cmocka_unit_test(test_frontex_nationalities_resolve),
		cmocka_unit_test(test_countries_are_complete),
		cmocka_unit_test(test_each_semester_has_one_regime),
		cmocka_unit_test(test_regimes_name_acts_in_force),
		cmocka_unit_test(test_routes_and_borders_resolve),
		cmocka_unit_test(test_indicators_have_units),
		cmocka_unit_test(test_obs_status_ranks),
		cmocka_unit_test(test_absence_becomes_flags),
		cmocka_unit_test(test_fields_are_complete),
		cmocka_unit_test(test_languages_by_date),
		cmocka_unit_test(test_validity_includes_both_ends),
	};

	ilo_xml_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
