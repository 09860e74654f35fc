<?xml version="1.0" encoding="UTF-8"?>
<!-- The tables and charts that chapters share: one line a category, the
     semester beside what it is compared with. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="s p ilo">

  <!-- Columns of figures; context: rows or blocks of the page model. -->
  <xsl:template name="figure-cols">
    <xsl:param name="placed" select="true()"/>
    <col kind="head"/><col kind="number"/><col kind="number"/><col kind="number"/><col kind="change"/><col kind="change"/>
    <xsl:if test="$placed"><col kind="share"/><col kind="rank"/></xsl:if>
  </xsl:template>

  <xsl:template name="figure-head">
    <xsl:param name="what"/>
    <xsl:param name="placed" select="true()"/>
    <head>
      <row>
        <cell><xsl:value-of select="$what"/></cell>
        <cell kind="number"><xsl:value-of select="$now"/></cell>
        <cell kind="number"><xsl:value-of select="$previous"/></cell>
        <cell kind="number"><xsl:value-of select="$year"/></cell>
        <cell kind="number"><xsl:value-of select="ilo:text('col.change', $previous)"/></cell>
        <cell kind="number"><xsl:value-of select="ilo:text('col.change', $year)"/></cell>
        <xsl:if test="$placed">
          <cell kind="number"><xsl:value-of select="ilo:text('col.share')"/></cell>
          <cell kind="number"><xsl:value-of select="ilo:text('col.rank')"/></cell>
        </xsl:if>
      </row>
    </head>
  </xsl:template>

  <xsl:template name="figure-cells">
    <xsl:param name="placed" select="true()"/>
    <cell kind="number"><xsl:call-template name="level"><xsl:with-param name="id" select="@level"/></xsl:call-template></cell>
    <cell kind="number"><xsl:call-template name="level"><xsl:with-param name="id" select="@level-previous"/></xsl:call-template></cell>
    <cell kind="number"><xsl:call-template name="level"><xsl:with-param name="id" select="@level-year"/></xsl:call-template></cell>
    <cell kind="number"><xsl:call-template name="change"><xsl:with-param name="id" select="@change-previous"/></xsl:call-template></cell>
    <cell kind="number"><xsl:call-template name="change"><xsl:with-param name="id" select="@change-year"/></xsl:call-template></cell>
    <xsl:if test="$placed">
      <cell kind="number">
        <xsl:choose>
          <xsl:when test="@share"><xsl:call-template name="share"><xsl:with-param name="id" select="@share"/></xsl:call-template></xsl:when>
          <xsl:when test="self::p:block"><none><xsl:value-of select="ilo:text('none.whole')"/></none></xsl:when>
          <xsl:otherwise><none><xsl:value-of select="ilo:text('none.figure')"/></none></xsl:otherwise>
        </xsl:choose>
      </cell>
      <cell kind="number"><xsl:call-template name="rank"><xsl:with-param name="id" select="@rank"/></xsl:call-template></cell>
    </xsl:if>
  </xsl:template>

  <!-- A row's name, which leads to the host country's chapter. -->
  <xsl:template name="row-name">
    <xsl:param name="by" select="../@by"/>
    <xsl:choose>
      <xsl:when test="$by = 'host'"><link to="host-{@code}"><xsl:value-of select="ilo:country(@code)"/></link></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="category">
          <xsl:with-param name="by" select="$by"/>
          <xsl:with-param name="code" select="@code"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A breakdown as a table.  rows: all or top; total: its block's line below;
       no columns for share and rank where no row has one. -->
  <xsl:template match="p:group" mode="table">
    <xsl:param name="id"/>
    <xsl:param name="top" select="false()"/>
    <xsl:param name="title" select="ilo:text(concat('table.', @by), ilo:label('indicators', ../@indicator))"/>
    <xsl:variable name="block" select=".."/>
    <xsl:variable name="placed" select="boolean(p:row[@share or @rank])"/>
    <table id="{$id}" kind="figures" title="{$title}">
      <xsl:attribute name="subtitle"><xsl:apply-templates select="$block" mode="what"/></xsl:attribute>
      <xsl:call-template name="figure-cols"><xsl:with-param name="placed" select="$placed"/></xsl:call-template>
      <xsl:call-template name="figure-head">
        <xsl:with-param name="what" select="ilo:text(concat('by.', @by))"/>
        <xsl:with-param name="placed" select="$placed"/>
      </xsl:call-template>
      <body>
        <xsl:for-each select="p:row[not($top) or @top]">
          <row>
            <cell head="yes"><xsl:call-template name="row-name"/></cell>
            <xsl:call-template name="figure-cells"><xsl:with-param name="placed" select="$placed"/></xsl:call-template>
          </row>
        </xsl:for-each>
        <xsl:if test="$top"><xsl:apply-templates select="p:rest"><xsl:with-param name="placed" select="$placed"/></xsl:apply-templates></xsl:if>
        <row kind="total">
          <cell head="yes"><xsl:value-of select="ilo:text('total')"/></cell>
          <xsl:for-each select="$block"><xsl:call-template name="figure-cells"><xsl:with-param name="placed" select="$placed"/></xsl:call-template></xsl:for-each>
        </row>
      </body>
      <foot>
        <xsl:if test="$top and p:rest"><p><xsl:value-of select="ilo:text('foot.rest')"/></p></xsl:if>
        <p><xsl:apply-templates select="$block" mode="source"/></p>
        <xsl:call-template name="flags"><xsl:with-param name="figures" select="key('figure', p:row/@level | $block/@level)"/></xsl:call-template>
      </foot>
    </table>
  </xsl:template>

  <xsl:template match="p:rest">
    <xsl:param name="placed"/>
    <xsl:param name="where" select="ilo:text('none.rest')"/>
    <row>
      <cell head="yes"><xsl:value-of select="ilo:plural('others', @count)"/></cell>
      <cell kind="number"><xsl:value-of select="ilo:number(@value)"/></cell>
      <cell kind="number" span="4"><none><xsl:value-of select="$where"/></none></cell>
      <xsl:if test="$placed">
        <cell kind="number">
          <xsl:choose>
            <xsl:when test="@share"><xsl:value-of select="ilo:text('percent', ilo:number(@share * 100, 1))"/></xsl:when>
            <xsl:otherwise><none><xsl:value-of select="ilo:text('none.figure')"/></none></xsl:otherwise>
          </xsl:choose>
        </cell>
        <cell kind="number"><none><xsl:value-of select="ilo:text('none.rank')"/></none></cell>
      </xsl:if>
    </row>
  </xsl:template>

  <!-- Flags other than "normal", each spelled out once. -->
  <xsl:template name="flags">
    <xsl:param name="figures"/>
    <xsl:variable name="shown" select="$figures[@flag != 'A'][@state = 'value']/@flag"/>
    <xsl:variable name="codes" select="/p:page/*[@id = 'obs_status']/*[@id = $shown]"/>
    <xsl:if test="$codes">
      <p>
        <xsl:for-each select="$codes">
          <xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if>
          <b><xsl:value-of select="@id"/></b><xsl:text> </xsl:text><xsl:value-of select="ilo:label('obs_status', @id)"/><xsl:text>.</xsl:text>
        </xsl:for-each>
      </p>
    </xsl:if>
  </xsl:template>

  <!-- "Detections, first half of 2024, counted by an agency" -->
  <xsl:template match="p:block" mode="what">
    <xsl:value-of select="ilo:text('what', ilo:label('units', ilo:property('indicators', @indicator, 'unit')), ilo:period($now), ilo:text(concat('counted-by.', @counted-by)))"/>
  </xsl:template>

  <!-- Source, date of knowledge, coverage and widening of a block. -->
  <xsl:template match="p:block" mode="source">
    <xsl:variable name="f" select="key('figure', concat(@level, @mirror))"/>
    <xsl:value-of select="ilo:text('foot.source', ilo:text(concat('source.', @counted-by)), ilo:period(substring($networks/@known-at, 1, 10)))"/>
    <xsl:text> </xsl:text>
    <xsl:if test="$f/@expected &gt; 0">
      <xsl:value-of select="ilo:text('foot.coverage', ilo:number($f/@reported), ilo:number($f/@expected), ilo:number($f/@months), ilo:number($f/@months-expected))"/>
      <xsl:text> </xsl:text>
    </xsl:if>
    <xsl:value-of select="ilo:text('foot.interval', ilo:number($statistics/s:parameters/@confidence * 100))"/>
    <xsl:if test="$f/@phi">
      <xsl:text> </xsl:text>
      <xsl:choose>
        <!-- Under WIDENING_FEW events a dispersion is assumed where none shows. -->
        <xsl:when test="$f/@measure = 'level' and $f/@value &lt; 11">
          <xsl:value-of select="ilo:text('foot.phi-few', ilo:number($f/@phi, 1))"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:value-of select="ilo:text('foot.phi', ilo:number($f/@phi, 1))"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$f/@phi-share">
        <xsl:text> </xsl:text>
        <xsl:value-of select="ilo:text('foot.phi-share', ilo:number($f/@phi-share * 100))"/>
      </xsl:if>
    </xsl:if>
    <xsl:if test="$f/@normal-share">
      <xsl:text> </xsl:text>
      <xsl:value-of select="ilo:text('foot.normal-share', ilo:number($f/@normal-share * 100))"/>
    </xsl:if>
  </xsl:template>

  <!-- Marks go through as they are; rows and panels get their words. -->
  <xsl:template match="p:chart" mode="drawings">
    <xsl:apply-templates select="p:drawing" mode="drawings"/>
  </xsl:template>

  <xsl:template match="p:*" mode="drawings">
    <xsl:copy>
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates select="p:*" mode="drawings"/>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="p:drawing/p:row" mode="drawings">
    <xsl:variable name="name">
      <xsl:call-template name="category">
        <xsl:with-param name="by"><xsl:choose><xsl:when test="@by = 'total'">host</xsl:when><xsl:otherwise><xsl:value-of select="@by"/></xsl:otherwise></xsl:choose></xsl:with-param>
        <xsl:with-param name="code" select="@code"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="f" select="key('figure', @figure)"/>
    <xsl:copy>
      <xsl:copy-of select="@*"/>
      <xsl:attribute name="label"><xsl:value-of select="ilo:excerpt(ilo:text-or(concat('short.', @by, '.', @code), $name), 27)"/></xsl:attribute>
      <xsl:attribute name="text">
        <xsl:choose>
          <xsl:when test="$f/@percent"><xsl:for-each select="$f"><xsl:call-template name="percent"/></xsl:for-each></xsl:when>
          <xsl:otherwise><xsl:value-of select="ilo:number($f/@value)"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
    </xsl:copy>
  </xsl:template>

  <xsl:template match="p:panel" mode="drawings">
    <xsl:variable name="name">
      <xsl:call-template name="category">
        <xsl:with-param name="by" select="@by"/>
        <xsl:with-param name="code" select="@code"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:copy>
      <xsl:copy-of select="@*"/>
      <xsl:attribute name="label"><xsl:value-of select="ilo:excerpt(ilo:text-or(concat('short.', @by, '.', @code), $name), 34)"/></xsl:attribute>
      <xsl:apply-templates select="p:*" mode="drawings"/>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
