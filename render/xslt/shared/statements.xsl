<?xml version="1.0" encoding="UTF-8"?>
<!-- What contributors said: attributes and records as words, text in its own
     language and set off as foreign. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:n="urn:x-ilo:networks:1"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:c="urn:x-ilo:codelist:1"
    xmlns:p="urn:x-ilo:page:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="n s c p ilo">

  <!-- A field of one host country, in full. -->
  <xsl:template name="field-full">
    <xsl:param name="host"/>
    <xsl:param name="id"/>
    <xsl:variable name="field" select="key('host-field', concat($host, ' ', $id))"/>
    <xsl:choose>
      <xsl:when test="$field/n:entry"><xsl:apply-templates select="$field/n:entry" mode="full"/></xsl:when>
      <xsl:otherwise><p kind="nothing"><xsl:value-of select="ilo:text('nothing')"/></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="n:entry" mode="full">
    <statement>
      <by><xsl:value-of select="ilo:country(@reporter)"/></by>
      <xsl:if test="@*[not(contains(' source reporter line path ', concat(' ', name(), ' ')))]">
        <p><xsl:call-template name="pairs"/></p>
      </xsl:if>
      <xsl:if test="n:record">
        <list><xsl:apply-templates select="n:record" mode="item"/></list>
      </xsl:if>
      <xsl:apply-templates select="n:text" mode="quote"/>
    </statement>
  </xsl:template>

  <xsl:template match="n:record" mode="item">
    <item>
      <xsl:apply-templates select="." mode="words"/>
      <xsl:apply-templates select="n:text" mode="quote"/>
    </item>
  </xsl:template>

  <xsl:template match="n:text" mode="quote">
    <quote xml:lang="{@xml:lang}" language="{ilo:label('languages', @xml:lang)}"><xsl:value-of select="."/></quote>
  </xsl:template>

  <!-- The same in a line or two, for tables over all host countries. -->
  <xsl:template match="n:entry" mode="short">
    <xsl:if test="@*[not(contains(' source reporter line path ', concat(' ', name(), ' ')))]">
      <p><xsl:call-template name="pairs"/></p>
    </xsl:if>
    <xsl:for-each select="n:record[position() &lt;= 3]">
      <p><xsl:apply-templates select="." mode="words"/></p>
    </xsl:for-each>
    <xsl:if test="count(n:record) &gt; 3"><p><xsl:value-of select="ilo:plural('more', count(n:record) - 3)"/></p></xsl:if>
    <xsl:for-each select="(n:text | n:record/n:text)[1]">
      <p><said xml:lang="{@xml:lang}"><xsl:value-of select="ilo:excerpt(., 220)"/></said></p>
    </xsl:for-each>
  </xsl:template>

  <!-- "label: value; label: value" from the attributes of the context. -->
  <xsl:template name="pairs">
    <xsl:for-each select="@*[not(contains(' source reporter line path kind ', concat(' ', name(), ' ')))]">
      <xsl:if test="position() &gt; 1">; </xsl:if>
      <xsl:value-of select="ilo:text-or(concat('attr.', name()), translate(name(), '-', ' '))"/>
      <xsl:text>: </xsl:text>
      <xsl:apply-templates select="." mode="value"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="@*" mode="value"><said><xsl:value-of select="."/></said></xsl:template>
  <xsl:template match="@state | @sending-state | @convener | @by | @next-country | @country | @issued-by" mode="value">
    <xsl:value-of select="ilo:country(.)"/>
  </xsl:template>
  <xsl:template match="@nationalities | @remit | @for" mode="value">
    <xsl:call-template name="countries"><xsl:with-param name="codes" select="."/></xsl:call-template>
  </xsl:template>
  <xsl:template match="@date | @from[string-length(.) = 10 and contains(., '-')] | @to[string-length(.) = 10 and contains(., '-')]" mode="value">
    <xsl:choose>
      <xsl:when test="translate(., '0123456789', '') = '--'"><xsl:value-of select="ilo:period(.)"/></xsl:when>
      <xsl:otherwise><said><xsl:value-of select="."/></said></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="@channels | @indicators" mode="value">
    <xsl:call-template name="tokens"><xsl:with-param name="list" select="normalize-space(.)"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="@route" mode="value"><xsl:value-of select="ilo:label('routes', .)"/></xsl:template>
  <xsl:template match="@border" mode="value"><xsl:value-of select="ilo:label('borders', .)"/></xsl:template>
  <xsl:template match="@indicator" mode="value"><xsl:value-of select="ilo:label('indicators', .)"/></xsl:template>
  <xsl:template match="@posting" mode="value"><xsl:value-of select="ilo:label('postings', .)"/></xsl:template>
  <xsl:template match="@duty" mode="value"><xsl:value-of select="ilo:label('duties', .)"/></xsl:template>
  <xsl:template match="@role" mode="value">
    <xsl:call-template name="roles"><xsl:with-param name="codes" select="normalize-space(.)"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="@trend | @level | @cooperation | @readmission | @transport | @method | @convened-as | @commission | @frontex | @agreement | @addressee | @linkable | @scope" mode="value">
    <xsl:value-of select="ilo:text-or(concat('value.', .), translate(., '-', ' '))"/>
  </xsl:template>
  <xsl:template match="@officers | @messages | @contacts | @trainings | @advice | @participants | @risk-analyses | @identifications | @returns-assisted | @price-from | @price-to | @cases | @charters | @travel-documents-issued | @voluntary-returns" mode="value">
    <xsl:value-of select="ilo:number(.)"/>
  </xsl:template>

  <xsl:template name="tokens">
    <xsl:param name="list"/>
    <xsl:variable name="first" select="substring-before(concat($list, ' '), ' ')"/>
    <said><xsl:value-of select="ilo:text-or(concat('value.', $first), $first)"/></said>
    <xsl:if test="contains($list, ' ')">
      <xsl:text>, </xsl:text>
      <xsl:call-template name="tokens"><xsl:with-param name="list" select="substring-after($list, ' ')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="countries">
    <xsl:param name="codes"/>
    <xsl:variable name="list" select="normalize-space($codes)"/>
    <xsl:variable name="rest" select="substring-after($list, ' ')"/>
    <xsl:value-of select="ilo:country(substring-before(concat($list, ' '), ' '))"/>
    <xsl:if test="$rest != ''">
      <xsl:text>, </xsl:text>
      <xsl:call-template name="countries"><xsl:with-param name="codes" select="$rest"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="roles">
    <xsl:param name="codes"/>
    <xsl:variable name="rest" select="substring-after($codes, ' ')"/>
    <xsl:value-of select="ilo:label('roles', substring-before(concat($codes, ' '), ' '))"/>
    <xsl:if test="$rest != ''">
      <xsl:text>, </xsl:text>
      <xsl:call-template name="roles"><xsl:with-param name="codes" select="$rest"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Records: the kinds that read better than label and value. -->
  <xsl:template match="n:record" mode="words">
    <xsl:value-of select="ilo:text-or(concat('kind.', @kind), @kind)"/>
    <xsl:if test="@*[not(contains(' line path kind ', concat(' ', name(), ' ')))]">: <xsl:call-template name="pairs"/></xsl:if>
  </xsl:template>
  <xsl:template match="n:record[@kind = 'leg']" mode="words">
    <said><xsl:value-of select="@from"/></said><xsl:text> – </xsl:text><said><xsl:value-of select="@to"/></said>
    <xsl:text> (</xsl:text>
    <xsl:if test="@next-country"><xsl:value-of select="ilo:country(@next-country)"/>, </xsl:if>
    <xsl:value-of select="ilo:label('borders', @border)"/>
    <xsl:if test="@route">, <xsl:value-of select="ilo:label('routes', @route)"/></xsl:if>
    <xsl:text>)</xsl:text>
  </xsl:template>
  <xsl:template match="n:record[@kind = 'event' or @kind = 'course'][@date][@subject]" mode="words">
    <b><xsl:value-of select="ilo:period(@date)"/></b><xsl:text> </xsl:text><said><xsl:value-of select="@subject"/></said>
    <xsl:if test="@organiser"> (<said><xsl:value-of select="@organiser"/></said>)</xsl:if>
    <xsl:if test="@participants">, <xsl:value-of select="ilo:plural('participants', @participants)"/></xsl:if>
  </xsl:template>
  <xsl:template match="n:record[@kind = 'post']" mode="words">
    <xsl:value-of select="ilo:plural('officers', @officers)"/>
    <xsl:text>, </xsl:text><xsl:value-of select="ilo:country(@sending-state)"/>
    <xsl:if test="@place">, <said><xsl:value-of select="@place"/></said></xsl:if>
    <xsl:text>: </xsl:text><xsl:value-of select="ilo:label('postings', @posting)"/>
    <xsl:text>; </xsl:text><xsl:value-of select="ilo:label('duties', @duty)"/>
    <xsl:if test="@remit">; <xsl:value-of select="ilo:text('attr.remit')"/>: <xsl:apply-templates select="@remit" mode="value"/></xsl:if>
  </xsl:template>
</xsl:stylesheet>
