/*
 * The libxml2 seam for our own documents: reading, walking, writing.  Foreign
 * bytes come in through native.h alone.  libxml2 strings are copied in and
 * freed here, so that no xmlFree() exists elsewhere.
 */

#ifndef ILO_COMMON_XMLIO_H
#define ILO_COMMON_XMLIO_H

#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "common/diag.h"
#include "common/mem.h"

/* A C string as libxml2 wants it, const kept. */
#define XC(s) ((const xmlChar *)(s))

/* What libxml2 hands to an error handler; const since 2.12. */
#if LIBXML_VERSION >= 21200
#define ILO_XML_ERROR const xmlError
#else
#define ILO_XML_ERROR xmlError
#endif

/* Once, from main(): initialise libxml2, silence its own printing, forbid it
 * the network. */
void ilo_xml_init(void);

/* Read a document of ours.  The caller owns *out and ends it with
 * ilo_xml_free(). */
ILO_MUST_CHECK enum ilo_status
ilo_xml_read(const char *path, struct ilo_diag *diag, xmlDoc **out);
void ilo_xml_free(xmlDoc *document);

/* The same with a parser that the caller has set up and frees; NULL: it could
 * not be. */
ILO_MUST_CHECK enum ilo_status ilo_xml_parse(xmlParserCtxt *parser,
                                             const char *path,
                                             struct ilo_diag *diag,
                                             xmlDoc **out);

/* Attribute without namespace, or with the xml: one for "lang"; NULL if none.
 * The copy is in the arena. */
const char *ilo_xml_attr(struct ilo_arena *arena, const xmlNode *node,
                         const char *name);

/* The node's text, descendants included, in the arena. */
const char *ilo_xml_text(struct ilo_arena *arena, const xmlNode *node);

bool ilo_xml_is(const xmlNode *node, const char *name);

/* First child element, next sibling element; of that name unless name is NULL.
 * NULL at the end, and for a NULL node. */
const xmlNode *ilo_xml_child(const xmlNode *node, const char *name);
const xmlNode *ilo_xml_next(const xmlNode *node, const char *name);

long ilo_xml_line(const xmlNode *node);

/* Where the element stands in a source that is no XML ("Network!B7"), as its
 * reader has said; NULL when it has not. */
const char *ilo_xml_place(const xmlNode *node);
void ilo_xml_set_place(xmlNode *node, const char *place, long line);

/*
 * A writer of indented UTF-8 XML.  Errors stick: ask once, at the end.
 * Attribute values that are NULL write nothing.
 */
struct ilo_xmlwriter;

/* Writes the declaration and the root with its namespace.  Never NULL. */
struct ilo_xmlwriter *ilo_xmlwriter_new(FILE *stream, const char *root,
                                        const char *namespace_uri);
void ilo_xmlwriter_start(struct ilo_xmlwriter *writer, const char *name);
void ilo_xmlwriter_attr(struct ilo_xmlwriter *writer, const char *name,
                        const char *value);
void ilo_xmlwriter_attr_count(struct ilo_xmlwriter *writer, const char *name,
                              int64_t value);
void ilo_xmlwriter_attr_real(struct ilo_xmlwriter *writer, const char *name,
                             double value); /* finite, or +inf as "INF" */
void ilo_xmlwriter_lang(struct ilo_xmlwriter *writer, const char *lang);
void ilo_xmlwriter_text(struct ilo_xmlwriter *writer, const char *text);
void ilo_xmlwriter_end(struct ilo_xmlwriter *writer);

/*
 * A piece of the element that is open in whole, written apart, so that threads
 * may write at once: elements only.  It stands in memory until it is joined,
 * which frees *piece and sets it to NULL.
 */
struct ilo_xmlwriter *ilo_xmlwriter_piece(const struct ilo_xmlwriter *whole);
void ilo_xmlwriter_join(struct ilo_xmlwriter *whole,
                        struct ilo_xmlwriter **piece);

/* Ends what is open, flushes, frees *writer and sets it to NULL. */
ILO_MUST_CHECK enum ilo_status
ilo_xmlwriter_finish(struct ilo_xmlwriter **writer, struct ilo_diag *diag);

#endif
