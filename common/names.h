/* The XML namespaces of the contracts in schema/. */

#ifndef ILO_COMMON_NAMES_H
#define ILO_COMMON_NAMES_H

#define ILO_NS_SUBMISSION "urn:x-ilo:submission:1"
#define ILO_NS_NETWORKS "urn:x-ilo:networks:1"
#define ILO_NS_STATISTICS "urn:x-ilo:statistics:1"
#define ILO_NS_CODELIST "urn:x-ilo:codelist:1"
#define ILO_NS_SIGNATURE "http://www.w3.org/2000/09/xmldsig#"
#define ILO_NS_FUNCTIONS                                                       \
	"urn:x-ilo:functions:1" /* XSLT extension functions                    \
	                         */

/* SDMX identity of flows.csv: schema/flows-dsd.xml. */
#define ILO_FLOWS_STRUCTURE "ILO:FLOWS(1.0)"

/* And of statistics.csv: schema/statistics-dsd.xml. */
#define ILO_STATISTICS_STRUCTURE "ILO:STATISTICS(1.0)"

#endif
