<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables on paper: headers repeat, row headers are marked as such. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:d="urn:x-ilo:document:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns:fo="http://www.w3.org/1999/XSL/Format"
    xmlns:fox="http://xmlgraphics.apache.org/fop/extensions"
    exclude-result-prefixes="p d ilo">

  <xsl:template match="d:table">
    <fo:block id="{@id}" space-before="4mm" space-after="5mm">
      <xsl:call-template name="caption"><xsl:with-param name="label" select="ilo:text('caption.table', @number)"/></xsl:call-template>
      <fo:table table-layout="fixed" width="100%" font-size="7.5pt" line-height="1.25">
        <xsl:if test="@kind = 'matrix'"><xsl:attribute name="font-size">6.5pt</xsl:attribute></xsl:if>
        <xsl:apply-templates select="d:col"/>
        <fo:table-header><xsl:apply-templates select="d:head/d:row"/></fo:table-header>
        <fo:table-body><xsl:apply-templates select="d:body/d:row"/></fo:table-body>
      </fo:table>
      <xsl:apply-templates select="d:foot"/>
      <xsl:call-template name="remarks"/>
    </fo:block>
  </xsl:template>

  <!-- Shares of the width by kind of column. -->
  <xsl:template match="d:col">
    <xsl:variable name="share">
      <xsl:choose>
        <xsl:when test="@kind = 'head' and ../@kind = 'matrix'">8</xsl:when>
        <xsl:when test="@kind = 'head'">4</xsl:when>
        <xsl:when test="@kind = 'number' and ../@kind = 'months'">2.2</xsl:when>
        <xsl:when test="@kind = 'number'">2.95</xsl:when>
        <xsl:when test="@kind = 'change'">3.1</xsl:when>
        <xsl:when test="@kind = 'share'">2.4</xsl:when>
        <xsl:when test="@kind = 'rank'">1.5</xsl:when>
        <xsl:when test="@kind = 'narrow' and ../@kind = 'matrix'">2.6</xsl:when>
        <xsl:when test="@kind = 'narrow'">1.7</xsl:when>
        <xsl:when test="@kind = 'short'">3</xsl:when>
        <xsl:when test="@kind = 'tile'">1.2</xsl:when>
        <xsl:otherwise>8</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <fo:table-column column-width="proportional-column-width({$share})"/>
  </xsl:template>

  <xsl:template match="d:row">
    <fo:table-row keep-together.within-page="always">
      <xsl:choose>
        <xsl:when test="parent::d:head"><xsl:attribute name="border-bottom">1pt solid #8b95a3</xsl:attribute></xsl:when>
        <xsl:when test="@kind = 'total'"><xsl:attribute name="border-top">1pt solid #8b95a3</xsl:attribute></xsl:when>
        <xsl:otherwise><xsl:attribute name="border-bottom">0.4pt solid <xsl:value-of select="$rule"/></xsl:attribute></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="parent::d:head"><xsl:attribute name="color"><xsl:value-of select="$soft"/></xsl:attribute></xsl:if>
      <!-- no row alone at the foot of a page -->
      <xsl:if test="@kind = 'group' or (parent::d:body and following-sibling::d:row[1] and not(preceding-sibling::d:row[2] and following-sibling::d:row[2]))"><xsl:attribute name="keep-with-next.within-page">always</xsl:attribute></xsl:if>
      <xsl:if test="parent::d:head or @kind = 'total' or @kind = 'first' or @kind = 'group'"><xsl:attribute name="font-weight">bold</xsl:attribute></xsl:if>
      <xsl:apply-templates select="d:cell"/>
    </fo:table-row>
    <xsl:value-of select="$nl"/>
  </xsl:template>

  <xsl:template match="d:cell">
    <fo:table-cell padding="0.7mm 0.8mm">
      <xsl:if test="@head or ancestor::d:head">
        <xsl:attribute name="role">TH</xsl:attribute>
      </xsl:if>
      <xsl:if test="@span"><xsl:attribute name="number-columns-spanned"><xsl:value-of select="@span"/></xsl:attribute></xsl:if>
      <xsl:choose>
        <xsl:when test="@kind = 'number'"><xsl:attribute name="text-align">end</xsl:attribute></xsl:when>
        <xsl:when test="@kind = 'tile'">
          <xsl:attribute name="text-align">center</xsl:attribute>
          <xsl:attribute name="padding">1mm 0</xsl:attribute>
        </xsl:when>
        <xsl:otherwise><xsl:attribute name="text-align">start</xsl:attribute></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="not(preceding-sibling::d:cell)"><xsl:attribute name="padding-left">0</xsl:attribute></xsl:if>
      <xsl:choose>
        <xsl:when test="@tile = 'reported'">
          <xsl:attribute name="background-color"><xsl:value-of select="$accent"/></xsl:attribute>
          <xsl:attribute name="color">#ffffff</xsl:attribute>
          <xsl:attribute name="border">0.5pt solid #ffffff</xsl:attribute>
        </xsl:when>
        <xsl:when test="@tile = 'silent' or @tile = 'number'">
          <xsl:attribute name="background-color">#e3ecf8</xsl:attribute>
          <xsl:attribute name="border">0.5pt solid #ffffff</xsl:attribute>
        </xsl:when>
      </xsl:choose>
      <fo:block><xsl:apply-templates/></fo:block>
    </fo:table-cell>
  </xsl:template>
</xsl:stylesheet>
