<?xml version="1.0" encoding="UTF-8"?>
<!-- Conclusions and recommendations, as contributed and by addressee. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n s c p ilo">

  <xsl:template name="assessment">
    <section id="assessment" kind="chapter" title="{ilo:text('assessment')}">
      <xsl:choose>
        <xsl:when test="key('field', 'C-a') | key('field', 'C-b') | key('field', 'C-c')">
          <p><xsl:value-of select="ilo:text('assessment.text')"/></p>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">C-a</xsl:with-param></xsl:call-template>
          <xsl:call-template name="recommendations"/>
          <xsl:call-template name="over-hosts"><xsl:with-param name="id">C-c</xsl:with-param></xsl:call-template>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="ilo:text('assessment.none')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <!-- One in the summary: enough to know whether to turn to it. -->
  <xsl:template match="n:record" mode="first">
    <item>
      <xsl:variable name="to"><xsl:apply-templates select="@addressee" mode="value"/></xsl:variable>
      <b><xsl:value-of select="ilo:text('recommendations.from', ilo:country(ancestor::n:network/@host), $to, ilo:country(../@reporter), ilo:label('languages', n:text[1]/@xml:lang))"/></b>
      <xsl:text> </xsl:text>
      <said xml:lang="{n:text[1]/@xml:lang}"><xsl:value-of select="ilo:excerpt(n:text[1], 200)"/></said>
    </item>
  </xsl:template>

  <xsl:template name="recommendations">
    <xsl:variable name="records" select="key('field', 'C-b')/n:entry/n:record"/>
    <xsl:if test="$records">
      <section id="recommendations" title="{ilo:label('fields', 'C-b')}">
        <table id="t-recommendations" kind="text" title="{ilo:plural('recommendations.count', count($records))}" subtitle="{ilo:text('recommendations.sub')}">
          <col kind="head"/><col kind="short"/><col kind="narrow"/><col kind="text"/>
          <head><row>
            <cell><xsl:value-of select="ilo:text('attr.addressee')"/></cell>
            <cell><xsl:value-of select="ilo:text('by.host')"/></cell>
            <cell><xsl:value-of select="ilo:text('col.reporter')"/></cell>
            <cell><xsl:value-of select="ilo:text('recommendation')"/></cell>
          </row></head>
          <body>
            <xsl:for-each select="$records">
              <xsl:sort select="@addressee"/>
              <xsl:sort select="ilo:sort-key(ilo:country(ancestor::n:network/@host))"/>
              <row>
                <cell head="yes"><xsl:apply-templates select="@addressee" mode="value"/></cell>
                <cell><link to="host-{ancestor::n:network/@host}"><xsl:value-of select="ilo:country(ancestor::n:network/@host)"/></link></cell>
                <cell><xsl:value-of select="ilo:state-code(../@reporter)"/></cell>
                <cell><xsl:for-each select="n:text"><p><said xml:lang="{@xml:lang}"><xsl:value-of select="."/></said></p></xsl:for-each></cell>
              </row>
            </xsl:for-each>
          </body>
        </table>
      </section>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
