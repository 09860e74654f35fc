<?xml version="1.0" encoding="UTF-8"?>
<!-- Figures as people read them: value, interval, change, share, rank; and in
     words where there is no number.  A figure is never printed without its id. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:s="urn:x-ilo:statistics:1"
    xmlns:ilo="urn:x-ilo:functions:1"
    xmlns="urn:x-ilo:document:1"
    exclude-result-prefixes="s ilo">

  <!-- "412 (373–453)" -->
  <xsl:template name="level">
    <xsl:param name="id"/>
    <xsl:variable name="f" select="key('figure', $id)"/>
    <xsl:choose>
      <xsl:when test="not($f)"><none><xsl:value-of select="ilo:text('none.figure')"/></none></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="$f" mode="level"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="s:figure" mode="level">
    <xsl:choose>
      <xsl:when test="@state = 'value'">
        <figure id="{@id}" value="{@value}">
          <xsl:call-template name="flag"/>
          <xsl:value-of select="ilo:number(@value)"/>
        </figure>
        <xsl:call-template name="interval"/>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="word"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="flag">
    <xsl:if test="@flag != 'A'"><xsl:attribute name="flag"><xsl:value-of select="@flag"/></xsl:attribute></xsl:if>
  </xsl:template>

  <xsl:template name="interval">
    <xsl:param name="digits" select="0"/>
    <xsl:param name="factor" select="1"/>
    <xsl:choose>
      <xsl:when test="@wide-upper">
        <ci><xsl:call-template name="limits">
          <xsl:with-param name="from" select="@wide-lower"/>
          <xsl:with-param name="to" select="@wide-upper"/>
          <xsl:with-param name="digits" select="$digits"/>
          <xsl:with-param name="factor" select="$factor"/>
        </xsl:call-template></ci>
      </xsl:when>
      <xsl:when test="@upper">
        <ci><xsl:call-template name="limits">
          <xsl:with-param name="from" select="@lower"/>
          <xsl:with-param name="to" select="@upper"/>
          <xsl:with-param name="digits" select="$digits"/>
          <xsl:with-param name="factor" select="$factor"/>
        </xsl:call-template></ci>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="limits">
    <xsl:param name="from"/>
    <xsl:param name="to"/>
    <xsl:param name="digits"/>
    <xsl:param name="factor"/>
    <xsl:variable name="lower" select="ilo:number($from * $factor, $digits)"/>
    <xsl:choose>
      <xsl:when test="$to = 'INF'"><xsl:value-of select="ilo:text('interval', $lower, ilo:number($to))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="ilo:text('interval', $lower, ilo:number($to * $factor, $digits))"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Why there is no number, in a word. -->
  <xsl:template name="word">
    <xsl:variable name="said">
      <xsl:choose>
        <xsl:when test="@reason"><xsl:value-of select="ilo:text-or(concat('reason.', @reason), translate(@reason, '-', ' '))"/></xsl:when>
        <xsl:when test="@flag != 'A' and @flag != 'O'"><xsl:value-of select="ilo:label('obs_status', @flag)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="ilo:text(concat('state.', @state))"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <figure id="{@id}" state="{@state}"><none><xsl:value-of select="$said"/></none></figure>
  </xsl:template>

  <!-- "+12 % (+3 to +22)", "+7 (small base)", "not comparable: ..." -->
  <xsl:template name="change">
    <xsl:param name="id"/>
    <xsl:variable name="f" select="key('figure', $id)"/>
    <xsl:choose>
      <xsl:when test="not($f)"><none><xsl:value-of select="ilo:text('none.change')"/></none></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="$f" mode="change"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="s:figure" mode="change">
    <!-- a decimal only where the interval bears it -->
    <xsl:variable name="fine" select="@percent-upper != 'INF' and @percent-upper - @percent-lower &lt; 4"/>
    <xsl:choose>
      <xsl:when test="@percent">
        <figure id="{@id}" value="{@value}" verdict="{@verdict}">
          <xsl:call-template name="flag"/>
          <xsl:call-template name="percent"/>
        </figure>
        <xsl:if test="@percent-upper">
          <ci><xsl:value-of select="ilo:text('interval.signed', ilo:signed(@percent-lower, number($fine)), ilo:signed(@percent-upper, number($fine)))"/></ci>
        </xsl:if>
      </xsl:when>
      <xsl:when test="@state = 'value' and @difference">
        <figure id="{@id}" value="{@value}" verdict="{@verdict}">
          <xsl:call-template name="flag"/>
          <xsl:value-of select="ilo:signed(@difference)"/>
        </figure>
        <ci>(<xsl:value-of select="ilo:text-or(concat('reason.', @reason), translate(@reason, '-', ' '))"/>)</ci>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="word"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="percent">
    <xsl:variable name="digits" select="number(@percent-upper != 'INF' and @percent-upper - @percent-lower &lt; 4)"/>
    <xsl:value-of select="ilo:text('percent', ilo:signed(@percent, $digits))"/>
  </xsl:template>

  <!-- "12.3 % (12.1–12.5)" -->
  <xsl:template name="share">
    <xsl:param name="id"/>
    <xsl:variable name="f" select="key('figure', $id)"/>
    <xsl:choose>
      <xsl:when test="not($f)"><none><xsl:value-of select="ilo:text('none.figure')"/></none></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="$f" mode="share"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="s:figure" mode="share">
    <xsl:choose>
      <xsl:when test="@state = 'value'">
        <figure id="{@id}" value="{@value}"><xsl:value-of select="ilo:text('percent', ilo:number(@value * 100, 1))"/></figure>
        <xsl:call-template name="interval">
          <xsl:with-param name="digits" select="1"/>
          <xsl:with-param name="factor" select="100"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="word"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- "3 (2–4)" -->
  <xsl:template name="rank">
    <xsl:param name="id"/>
    <xsl:variable name="f" select="key('figure', $id)"/>
    <xsl:choose>
      <xsl:when test="not($f)"><none><xsl:value-of select="ilo:text('none.rank')"/></none></xsl:when>
      <xsl:when test="$f/@state = 'value'">
        <figure id="{$id}" value="{$f/@value}"><xsl:value-of select="ilo:number($f/@value)"/></figure>
        <xsl:if test="$f/@lower != $f/@upper">
          <ci><xsl:value-of select="ilo:text('interval', ilo:number($f/@lower), ilo:number($f/@upper))"/></ci>
        </xsl:if>
      </xsl:when>
      <xsl:otherwise><xsl:for-each select="$f"><xsl:call-template name="word"/></xsl:for-each></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What a breakdown's code is called. -->
  <xsl:template name="category">
    <xsl:param name="by"/>
    <xsl:param name="code"/>
    <xsl:choose>
      <xsl:when test="$by = 'route'"><xsl:value-of select="ilo:label('routes', $code)"/></xsl:when>
      <xsl:when test="$by = 'border'"><xsl:value-of select="ilo:label('borders', $code)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="ilo:country($code)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

</xsl:stylesheet>
