<?xml version="1.0" encoding="UTF-8"?>
<!-- Chapter on the situation in third countries: one section an indent of
     Article 2(2), then what was not reported on at all. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n s c p ilo">

  <xsl:template name="situation">
    <section id="situation" kind="chapter" title="{ilo:text('situation')}">
      <xsl:choose>
        <xsl:when test="$networks/n:network/n:field[starts-with(@id, 'B')]">
          <p><xsl:value-of select="ilo:text('situation.text')"/></p>
          <xsl:for-each select="/p:page/c:codelist[@id = 'fields']/c:code[starts-with(@id, 'B')][@id != 'B12']">
            <xsl:call-template name="over-hosts"><xsl:with-param name="id" select="@id"/></xsl:call-template>
          </xsl:for-each>
          <xsl:variable name="absent" select="/p:page/c:codelist[@id = 'fields']/c:code[starts-with(@id, 'B')][@id != 'B12'][not(key('field', @id))]"/>
          <xsl:if test="$absent">
            <p>
              <xsl:value-of select="ilo:text('situation.absent')"/>
              <xsl:text> </xsl:text>
              <xsl:for-each select="$absent">
                <xsl:if test="position() &gt; 1">; </xsl:if>
                <xsl:value-of select="ilo:label('fields', @id)"/>
              </xsl:for-each>
              <xsl:text>.</xsl:text>
            </p>
          </xsl:if>
        </xsl:when>
        <xsl:otherwise><p><xsl:value-of select="ilo:text('situation.none')"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>
</xsl:stylesheet>
